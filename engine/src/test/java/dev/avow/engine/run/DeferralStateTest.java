package dev.avow.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.gate.AttemptState;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.operator.Component;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorSource;
import dev.avow.engine.verification.FindingKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A deferred attempt goes on only from what its operator gave. */
class DeferralStateTest extends DeferralContract {

    @Test
    void is_denied_when_its_state_was_changed_and_goes_on_when_that_is_restored() {
        defers(1);
        Identity identity = trigger(task());
        manual.fireDue();
        Instant until = clock.instant().plus(MINUTE);
        store.writeOnly(session -> session.deferrals().put(identity.toString(), 1, until, body(2)));

        manual.fireDueAfter(MINUTE);
        RunView denied = run();
        store.writeOnly(session -> session.deferrals().put(identity.toString(), 1, until, body(1)));
        avow().release(identity);
        manual.fireDue();

        assertThat(denied.waiting()).isEqualTo(waiting(Waiting.DENIED));
        assertThat(denied.detail())
                .isEqualTo("Run denied, STATE_CHANGED: job 'nightly', task 'summarise', occasion 'manual:request-1',"
                        + " the state that its attempt goes on from is not what its operator gave."
                        + " Restore the database from a backup, or cancel the run."
                        + "\n  deferred: " + Digest.of(body(1).toArray())
                        + "\n  found:    " + Digest.of(body(2).toArray()));
        assertThat(states).containsExactly("none", state(1).toString());
        assertThat(attempts(identity)).containsExactly(AttemptState.SUCCEEDED);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1, 3_600_000})
    void is_denied_when_its_moment_was_changed_and_goes_on_when_that_is_restored(long millis) {
        defers(1);
        Identity identity = trigger(task());
        manual.fireDue();
        Instant until = clock.instant().plus(MINUTE);
        move(identity, until.plusMillis(millis));

        manual.fireDueAfter(MINUTE);
        RunView denied = run();
        move(identity, until);
        avow().release(identity);
        manual.fireDue();

        assertThat(denied.waiting()).isEqualTo(waiting(Waiting.DENIED));
        assertThat(denied.detail())
                .isEqualTo("Run denied, STATE_CHANGED: job 'nightly', task 'summarise', occasion 'manual:request-1',"
                        + " the moment at which its attempt goes on is not the one that was recorded."
                        + " Restore the database from a backup, or cancel the run."
                        + "\n  deferred: " + until
                        + "\n  found:    " + until.plusMillis(millis));
        assertThat(states).containsExactly("none", state(1).toString());
        assertThat(attempts(identity)).containsExactly(AttemptState.SUCCEEDED);
    }

    @Test
    void is_denied_when_its_moment_was_changed_after_it_was_lost() {
        tampered.add(FindingKind.DEFERRAL_MISMATCH);
        defers(1);
        Identity identity = trigger(task());
        manual.fireDue();
        Instant first = clock.instant().plus(MINUTE);
        lose(identity);
        manual.checkIn();
        Instant again = kept(identity).orElseThrow().until();
        move(identity, first);

        manual.fireDue();

        assertThat(again).isBefore(first);
        assertThat(events(identity)).endsWith("REATTACHED", "DENIED");
        assertThat(run().detail()).endsWith("\n  deferred: " + again + "\n  found:    " + first);
    }

    private void move(Identity identity, Instant until) {
        store.writeOnly(session -> session.deferrals().put(identity.toString(), 1, until, body(1)));
    }

    @Test
    void a_state_that_is_changed_between_gate_and_claim_goes_through_the_gate_again() {
        tampered.add(FindingKind.DEFERRAL_MISMATCH);
        AtomicReference<Runnable> inTheGate = new AtomicReference<>(() -> {});
        manual.close();
        manual = ManualEngine.on(new Unclosed(store), clock, OperatorSource.of(List.of(new GatedOperator(inTheGate))))
                .start();
        defers(1);
        Identity identity = trigger(task());
        manual.fireDue();
        Instant until = clock.instant().plus(MINUTE);
        clock.advance(MINUTE);
        inTheGate.set(
                () -> store.writeOnly(session -> session.deferrals().put(identity.toString(), 1, until, body(2))));

        manual.executeDue();
        List<String> seen = List.copyOf(states);
        manual.executeDue();

        assertThat(seen).containsExactly("none");
        assertThat(states).containsExactly("none");
        assertThat(run().waiting()).isEqualTo(waiting(Waiting.DENIED));
        assertThat(events(identity)).containsExactly("DECLARED", "CLAIMED", "DEFERRED", "READMITTED", "DENIED");
    }

    /** Does something when the gate asks it, and then what the test's operator does. */
    private final class GatedOperator implements Operator {

        private final AtomicReference<Runnable> asked;

        private GatedOperator(AtomicReference<Runnable> asked) {
            this.asked = asked;
        }

        @Override
        public OperatorRef ref() {
            return summarise.ref();
        }

        @Override
        public Set<Component> needs() {
            return summarise.needs();
        }

        @Override
        public Optional<String> objection(Declaration declaration) {
            asked.get().run();
            return Optional.empty();
        }

        @Override
        public OperatorResult execute(DeclaredRun run) throws Exception {
            return summarise.execute(run);
        }
    }
}
