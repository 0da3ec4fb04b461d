package dev.avow.engine.gate;

import dev.avow.db.Runs.RunRow;
import dev.avow.db.Runs.Standing;
import java.time.Instant;
import java.util.Optional;

/**
 * Which attempt of a run the next claim is for: one more than the newest, or the newest itself while that is deferred.
 *
 * <p>A run is {@code RUNNING} and waits exactly as long as its attempt is deferred: for {@code DEFERRED}, and then it has
 * the execution trigger of that attempt, or for something else that keeps the attempt from going on, and then it has none.
 */
public final class NextAttempt {

    private static final Optional<String> DEFERRED = Optional.of(Waiting.DEFERRED.name());

    private NextAttempt() {}

    /** Tells whether the newest attempt of a run is deferred. */
    public static boolean isDeferred(Standing standing) {
        return RunState.valueOf(standing.state()) == RunState.RUNNING
                && standing.waiting().isPresent();
    }

    /** Tells whether a run has neither ended nor an attempt that has the claim. */
    public static boolean isOpen(Standing standing) {
        return RunState.valueOf(standing.state()).isClaimable() || isDeferred(standing);
    }

    /** Tells whether an execution trigger may be there, and the next attempt may be claimed. */
    public static boolean isAdmitted(Standing standing) {
        return isDeferred(standing)
                ? standing.waiting().equals(DEFERRED)
                : RunState.valueOf(standing.state()).isClaimable()
                        && standing.waiting().isEmpty();
    }

    /** Returns the number of the attempt that the next claim is for. */
    public static int number(Standing standing) {
        return isDeferred(standing) ? standing.attempts() : standing.attempts() + 1;
    }

    /** Returns when an attempt starts that is admitted now: when the run's slot comes, if it was declared ahead, else now. */
    public static Instant at(RunRow run, Instant now) {
        return run.at().isAfter(now) ? run.at() : now;
    }

    /** Returns how a run stands that is open, when it waits for nothing more but its trigger. */
    public static Standing admitted(Standing was, String detail, Instant since) {
        Optional<String> waiting = isDeferred(was) ? DEFERRED : Optional.empty();
        return new Standing(was.state(), waiting, detail, was.attempts(), since);
    }
}
