package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.OperatorCall.operator;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.Attempts.Claim;
import dev.avow.db.Bytes;
import dev.avow.db.Deferrals.DeferralRow;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Runs.Standing;
import dev.avow.engine.dsl.TaskBuilder;
import dev.avow.engine.gate.AttemptState;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.history.AttemptView;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.run.Triggers.Order;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An operator that defers by a minute as often as a test says. */
abstract class DeferralContract extends EngineContract {

    static final Duration MINUTE = Duration.ofMinutes(1);

    /** What it was called with, in order. */
    final List<String> states = new ArrayList<>();

    static TaskBuilder task() {
        return job("nightly").task("summarise", operator("summarise"));
    }

    Identity trigger(TaskBuilder task) {
        avow().register(task.build());
        return avow().trigger("nightly", JsonObject.empty(), ManualRequest.by("ann"))
                .get("summarise");
    }

    /** Lets the operator defer so often, and then succeed. */
    void defers(int times) {
        summarise.does(run -> poke(run, times));
    }

    OperatorResult poke(DeclaredRun run, int times) {
        states.add(run.deferred().map(JsonObject::toString).orElse("none"));
        return states.size() <= times
                ? OperatorResult.defer(run.now().plus(MINUTE), state(states.size()))
                : OperatorResult.success();
    }

    static JsonObject state(int poke) {
        return JsonObject.builder().put("poke", poke).build();
    }

    static Bytes body(int poke) {
        return Bytes.of(CanonicalJson.bytes(state(poke)));
    }

    RunView run() {
        return run("nightly", "summarise");
    }

    List<AttemptState> attempts(Identity identity) {
        return detail(identity).attempts().stream().map(AttemptView::state).toList();
    }

    Optional<DeferralRow> kept(Identity identity) {
        return store.read(session -> session.deferrals().find(identity.toString(), 1));
    }

    /** Deletes the trigger of the deferred attempt. */
    void withdraw(Identity identity) {
        manual.core().door().pass(passage -> {
            passage.withdraw(identity, 1);
            return true;
        });
    }

    /** Claims the deferred attempt as a node that then ends without a word. */
    void lose(Identity identity) {
        store.writeOnly(session -> {
            RunRow run = session.runs().lock(identity.toString()).orElseThrow();
            int epoch = kept(identity).orElseThrow().epoch();
            Claim claim = new Claim(identity.toString(), 1, "gone", epoch + 1);
            assertThat(session.attempts().resume(claim)).isTrue();
            Standing running = new Standing("RUNNING", Optional.empty(), "", 1, clock.instant());
            session.runs().change(identity.toString(), Set.of("RUNNING"), running);
            manual.core()
                    .journal()
                    .attempt(session, EventKind.CLAIMED, run.key().job(), new Order(identity, 1), event(claim));
        });
        withdraw(identity);
    }
}
