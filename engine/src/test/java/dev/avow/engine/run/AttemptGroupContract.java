package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;

import dev.avow.db.Attempts.AttemptRow;
import dev.avow.db.Attempts.Claim;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.run.Claiming.Claimed;
import dev.avow.engine.run.Triggers.Order;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.quartz.JobPersistenceException;
import org.quartz.spi.OperableTrigger;

/** Claims and outcomes of many runs, recorded by hand. */
abstract class AttemptGroupContract extends SlotBatchContract {

    @BeforeEach
    final void register() {
        manual.avow().register(plain("ad-hoc"));
    }

    static Job plain(String name) {
        return job(name).task("summarise", operator("summarise")).build();
    }

    final Identity trigger(String job) {
        return manual.avow()
                .trigger(job, JsonObject.empty(), ManualRequest.by("ann"))
                .get("summarise");
    }

    final List<Order> orders(int runs) {
        return IntStream.range(0, runs)
                .mapToObj(run -> new Order(trigger("ad-hoc"), 1))
                .toList();
    }

    final List<Optional<Supplier<Optional<Claimed>>>> claim(List<Order> orders) {
        return new ClaimsGroup(manual.core()).claim(orders);
    }

    final Claim claimed(Optional<Supplier<Optional<Claimed>>> answer) {
        return answer.orElseThrow().get().orElseThrow().claim();
    }

    final AttemptRow attempt(Identity run) {
        return store.read(session -> session.attempts().find(run.toString(), 1)).orElseThrow();
    }

    final RunState state(Identity run) {
        return manual.avow().history().run(run).orElseThrow().run().state();
    }

    /** What is told of the attempt of a run, without the run's own identity. */
    final List<String> told(Identity run) {
        List<String> told = new ArrayList<>();
        store.read(session -> session.events().ofRun(run.toString(), Set.of("CLAIMED", "OUTCOME")))
                .forEach(each -> told.add(each.event().kind()
                        + each.event().attempt()
                        + each.event().at()
                        + new String(each.event().body().toArray(), StandardCharsets.UTF_8)));
        AttemptRow attempt = attempt(run);
        told.add(attempt.claim().node()
                + attempt.claim().epoch()
                + attempt.state()
                + attempt.detail()
                + attempt.startedAt()
                + attempt.endedAt());
        told.add(store.read(session -> session.runs().find(run.toString()))
                .orElseThrow()
                .standing()
                .toString());
        return told;
    }

    final List<OperableTrigger> fire() throws JobPersistenceException {
        DeclaringJobStore door = manual.core().door();
        List<OperableTrigger> taken = door.acquireNextTriggers(clock.instant().toEpochMilli(), 10, 0);
        return door.triggersFired(taken).stream()
                .map(result -> result.getTriggerFiredBundle().getTrigger())
                .toList();
    }
}
