package dev.avow.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.Attempts.AttemptRow;
import dev.avow.engine.dsl.InputSource;
import dev.avow.engine.gate.AttemptState;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Attempts wait without a thread or a claim, and go on as the same attempts. */
class DeferralTest extends DeferralContract {

    @Test
    void defers_thrice_and_succeeds_as_the_same_attempt() {
        defers(3);
        Identity identity = trigger(task());

        manual.fireDue();
        RunView deferred = run();
        List<AttemptRow> live = store.read(session -> session.attempts().live(Optional.empty(), 10));
        manual.fireDueAfter(Duration.ofSeconds(59));
        int early = states.size();
        manual.fireDueAfter(Duration.ofSeconds(1));
        manual.fireDueAfter(MINUTE);
        manual.fireDueAfter(MINUTE);

        assertThat(deferred.state()).isEqualTo(RunState.RUNNING);
        assertThat(deferred.waiting()).isEqualTo(waiting(Waiting.DEFERRED));
        assertThat(deferred.until()).contains(Instant.parse("2026-01-05T03:00:00Z"));
        assertThat(deferred.detail()).isEqualTo("Deferred until 2026-01-05T03:00:00Z.");
        assertThat(deferred.duration()).isEmpty();
        assertThat(live).isEmpty();
        assertThat(early).isEqualTo(1);
        assertThat(states).containsExactly("none", state(1).toString(), state(2).toString(), state(3).toString());
        assertThat(attempts(identity)).containsExactly(AttemptState.SUCCEEDED);
        assertThat(run().state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(run().until()).isEmpty();
        assertThat(kept(identity)).isEmpty();
        assertThat(events(identity))
                .containsExactly(
                        "DECLARED",
                        "CLAIMED",
                        "DEFERRED",
                        "CLAIMED",
                        "DEFERRED",
                        "CLAIMED",
                        "DEFERRED",
                        "CLAIMED",
                        "OUTCOME");
    }

    @Test
    void is_cancelled_at_once() {
        defers(1);
        Identity identity = trigger(task());
        manual.fireDue();

        avow().cancel(identity);
        manual.fireDueAfter(MINUTE);

        assertThat(states).hasSize(1);
        assertThat(run().state()).isEqualTo(RunState.CANCELLED);
        assertThat(run().detail()).isEqualTo("Run was cancelled on request while its attempt was deferred.");
        assertThat(attempts(identity)).containsExactly(AttemptState.CANCELLED);
    }

    @Test
    void is_denied_when_an_input_changed_and_goes_on_after_a_release() {
        defers(1);
        Identity identity = trigger(task().input("text", InputSource.file(file("in.txt", "as declared"))));
        manual.fireDue();
        file("in.txt", "changed");

        manual.fireDueAfter(MINUTE);
        RunView denied = run();
        List<AttemptState> meanwhile = attempts(identity);
        file("in.txt", "as declared");
        avow().release(identity);
        manual.fireDue();

        assertThat(denied.state()).isEqualTo(RunState.RUNNING);
        assertThat(denied.waiting()).isEqualTo(waiting(Waiting.DENIED));
        assertThat(meanwhile).containsExactly(AttemptState.DEFERRED);
        assertThat(states).containsExactly("none", state(1).toString());
        assertThat(attempts(identity)).containsExactly(AttemptState.SUCCEEDED);
    }

    @Test
    void goes_on_while_its_job_is_paused() {
        defers(1);
        trigger(task());
        manual.fireDue();

        avow().pause("nightly");
        manual.fireDueAfter(MINUTE);

        assertThat(run().state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void times_out_when_its_run_has_no_time_left() {
        defers(9);
        Identity identity = trigger(task().runTimeout(Duration.ofSeconds(30)));
        manual.fireDue();

        clock.advance(MINUTE);
        manual.checkIn();

        assertThat(run().state()).isEqualTo(RunState.TIMED_OUT);
        assertThat(attempts(identity)).containsExactly(AttemptState.TIMED_OUT);
    }

    @Test
    void listeners_are_told_of_each_deferral_and_resumption() {
        RecordingListener listener = new RecordingListener();
        manual.close();
        manual = ManualEngine.of(
                        new AvowBuilder(() -> new Unclosed(store))
                                .operators(summarise)
                                .listener(listener),
                        clock)
                .start();
        defers(2);
        trigger(task());

        manual.fireDue();
        manual.fireDueAfter(MINUTE);
        manual.fireDueAfter(MINUTE);
        manual.close();

        assertThat(listener.kinds())
                .extracting(Enum::name)
                .containsExactly("DECLARED", "STARTED", "DEFERRED", "RESUMED", "DEFERRED", "RESUMED", "SUCCEEDED");
        manual = engine(summarise).start();
    }

    @Test
    void waits_for_a_node_that_has_its_operator_and_goes_on_there() {
        defers(1);
        Identity identity = trigger(task());
        manual.fireDue();
        manual.close();
        manual = engine(measure).start();

        manual.fireDueAfter(MINUTE);
        RunView waits = run();
        manual.close();
        manual = engine(summarise).start();
        manual.fireDue();

        assertThat(waits.state()).isEqualTo(RunState.RUNNING);
        assertThat(waits.waiting()).isEqualTo(waiting(Waiting.NO_OPERATOR));
        assertThat(waits.until()).isEmpty();
        assertThat(states).containsExactly("none", state(1).toString());
        assertThat(attempts(identity)).containsExactly(AttemptState.SUCCEEDED);
    }
}
