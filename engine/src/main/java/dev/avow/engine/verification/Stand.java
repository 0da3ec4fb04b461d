package dev.avow.engine.verification;

import dev.avow.db.Runs.Standing;
import dev.avow.engine.gate.NextAttempt;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a run may stand by its events.
 *
 * @param open whether its detail only begins so
 */
record Stand(Standing standing, boolean open) {

    static Stand of(RunState state, Optional<Waiting> waiting, String detail, int attempts, Instant since) {
        return new Stand(new Standing(state.name(), waiting.map(Waiting::name), detail, attempts, since), false);
    }

    RunState state() {
        return RunState.valueOf(standing.state());
    }

    boolean waits(Waiting reason) {
        return standing.waiting().equals(Optional.of(reason.name()));
    }

    /** Tells whether an attempt has the claim. */
    boolean isLive() {
        return state() == RunState.RUNNING && standing.waiting().isEmpty();
    }

    boolean isAdmitted(long attempt) {
        return NextAttempt.isAdmitted(standing) && NextAttempt.number(standing) == attempt;
    }

    boolean isOpen() {
        return NextAttempt.isOpen(standing);
    }

    boolean isDeferred() {
        return NextAttempt.isDeferred(standing);
    }

    /** Returns this run as it waits for something. */
    Stand waiting(Waiting reason, String detail, boolean more, Instant since) {
        Stand waits = of(state(), Optional.of(reason), detail, standing.attempts(), since);
        return new Stand(waits.standing(), more);
    }

    /** Returns this run as it waits for nothing more than its trigger. */
    Stand admitted(String detail, Instant since) {
        return new Stand(NextAttempt.admitted(standing, detail, since), false);
    }

    /** Tells whether a run may have come here from there. */
    boolean mayFollow(Stand before) {
        return state() == before.state() || before.state().mayBecome(state());
    }

    boolean isStateOf(Standing row) {
        return standing.state().equals(row.state())
                && standing.waiting().equals(row.waiting())
                && standing.attempts() == row.attempts();
    }

    boolean isDetailOf(Standing row) {
        return open ? row.detail().startsWith(standing.detail()) : row.detail().equals(standing.detail());
    }

    String text() {
        return text(standing);
    }

    static String text(Standing standing) {
        return standing.state()
                + standing.waiting().map(why -> " waiting for " + why).orElse("") + " after " + standing.attempts()
                + " attempts";
    }
}
