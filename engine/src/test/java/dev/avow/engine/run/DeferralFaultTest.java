package dev.avow.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.Attempts.Claim;
import dev.avow.db.Deferrals.DeferralRow;
import dev.avow.db.Store;
import dev.avow.engine.gate.AttemptState;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.run.Then.Cause;
import dev.avow.engine.run.Then.Pause;
import dev.avow.engine.run.Triggers.Order;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Deferred attempts go on once, when they shall and from what they were deferred with, whatever fails. */
class DeferralFaultTest extends DeferralContract {

    @Test
    void goes_on_from_its_last_state_after_it_was_lost() {
        defers(1);
        Identity identity = trigger(task());
        manual.fireDue();

        lose(identity);
        manual.checkIn();
        Optional<DeferralRow> kept = kept(identity);
        manual.fireDue();

        assertThat(kept).hasValueSatisfying(row -> assertThat(row.losses()).isEqualTo(1));
        assertThat(states).containsExactly("none", state(1).toString());
        assertThat(events(identity)).contains("REATTACHED");
        assertThat(attempts(identity)).containsExactly(AttemptState.SUCCEEDED);
    }

    @Test
    void is_interrupted_when_it_is_lost_three_times_from_one_state() {
        defers(1);
        Identity identity = trigger(task());
        manual.fireDue();

        for (int loss = 0; loss < 3; loss++) {
            lose(identity);
            manual.checkIn();
        }

        assertThat(attempts(identity)).containsExactly(AttemptState.INTERRUPTED);
        assertThat(kept(identity)).isEmpty();
    }

    @Test
    void gets_a_lost_trigger_again_for_the_same_moment() {
        defers(1);
        Identity identity = trigger(task());
        manual.fireDue();
        withdraw(identity);

        manual.checkIn();
        manual.fireDue();
        int early = states.size();
        manual.fireDueAfter(MINUTE);

        assertThat(early).isEqualTo(1);
        assertThat(run().state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void a_stale_deferral_counts_for_nothing() {
        defers(1);
        Identity identity = trigger(task());
        manual.fireDue();
        Claim stale = store.read(session ->
                        session.attempts().find(identity.toString(), 1).orElseThrow())
                .claim();
        lose(identity);
        Pause pause = new Pause(clock.instant(), body(9), Cause.OPERATOR);

        boolean recorded = new Outcomes(manual.core())
                .record(
                        new Outcome(
                                stale,
                                AttemptState.DEFERRED,
                                "",
                                false,
                                List.of(),
                                JsonObject.empty(),
                                false,
                                true,
                                Then.goesOn(pause)),
                        Optional.empty())
                .live();

        assertThat(recorded).isFalse();
        assertThat(kept(identity).orElseThrow().body()).isEqualTo(body(1));
    }

    @Test
    void does_not_go_on_when_its_trigger_fires_too_early_but_at_its_moment() {
        defers(1);
        Identity identity = trigger(task());
        manual.fireDue();
        manual.core().door().pass(passage -> {
            passage.admit(identity, 1, clock.instant());
            return true;
        });

        int fired = manual.fireDueAfter(Duration.ofSeconds(59));
        int early = states.size();
        manual.fireDueAfter(Duration.ofSeconds(1));

        assertThat(fired).isEqualTo(1);
        assertThat(early).isEqualTo(1);
        assertThat(events(identity))
                .containsExactly("DECLARED", "CLAIMED", "DEFERRED", "READMITTED", "CLAIMED", "OUTCOME");
        assertThat(run().state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void a_fire_that_comes_while_the_attempt_goes_on_is_made_up_for_at_the_next_moment() {
        summarise.does(run -> {
            if (states.size() == 1) {
                manual.execution().run(new Order(run.identity(), 1));
            }
            return poke(run, 2);
        });
        Identity identity = trigger(task());
        manual.fireDue();

        manual.fireDueAfter(MINUTE);
        int meanwhile = states.size();
        manual.fireDueAfter(MINUTE);

        assertThat(meanwhile).isEqualTo(2);
        assertThat(states).hasSize(3);
        assertThat(events(identity))
                .containsExactly(
                        "DECLARED", "CLAIMED", "DEFERRED", "CLAIMED", "DEFERRED", "READMITTED", "CLAIMED", "OUTCOME");
    }

    @Test
    void goes_on_from_its_last_state_when_the_engine_is_closed_during_a_call() throws Exception {
        manual.close();
        CountDownLatch called = new CountDownLatch(2);
        summarise.does(run -> {
            called.countDown();
            if (called.getCount() > 0) {
                return OperatorResult.defer(run.now(), state(1));
            }
            states.add(run.deferred().map(JsonObject::toString).orElse("none"));
            if (states.size() == 1) {
                new CountDownLatch(1).await();
            }
            return OperatorResult.success();
        });
        Core core = new AvowBuilder(() -> new Unclosed(store))
                .operators(summarise)
                .clock(clock)
                .drain(Duration.ofMillis(1))
                .grace(Duration.ofMillis(1))
                .core();
        Avow closed = new Avow(core, () -> "request", () -> new Engine(core));
        closed.register(task().build());
        closed.start();
        Identity identity = closed.trigger("nightly", JsonObject.empty(), ManualRequest.by("ann"))
                .get("summarise");
        called.await();

        closed.close();
        List<AttemptState> between = attempts(store, identity);
        manual = engine(summarise).start();
        manual.fireDue();

        assertThat(between).containsExactly(AttemptState.DEFERRED);
        assertThat(states).containsExactly(state(1).toString(), state(1).toString());
        assertThat(attempts(identity)).containsExactly(AttemptState.SUCCEEDED);
        assertThat(events(identity)).containsSubsequence("DEFERRED", "CLAIMED", "REATTACHED", "CLAIMED", "OUTCOME");
    }

    private static List<AttemptState> attempts(Store store, Identity identity) {
        return store.read(session -> session.attempts().list(identity.toString())).stream()
                .map(row -> AttemptState.valueOf(row.state()))
                .toList();
    }
}
