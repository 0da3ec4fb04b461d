package dev.avow.engine.run;

import dev.avow.engine.gate.AttemptState;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.run.Then.Pause;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * How an attempt ended.
 *
 * @param result what the operator returned, if it did
 * @param stuck completes when the attempt's thread ends, if it had not ended when this was made
 * @param started whether the operator may have been called
 * @param retryAfter how long the next attempt waits at least, if the failure says so
 */
record Ended(
        AttemptState state,
        String message,
        boolean retriable,
        Optional<OperatorResult> result,
        Optional<CompletableFuture<Void>> stuck,
        boolean started,
        Optional<Duration> retryAfter) {

    Ended(AttemptState state, String message, boolean retriable, Optional<OperatorResult> result) {
        this(state, message, retriable, result, Optional.empty(), true, Optional.empty());
    }

    static final String CANCELLED = "Attempt was cancelled on request.";

    static Ended of(OperatorResult result) {
        return switch (result.ending()) {
            case SUCCEEDED -> new Ended(AttemptState.SUCCEEDED, message(result), false, Optional.of(result));
            case FAILED -> new Ended(AttemptState.FAILED, message(result), true, Optional.of(result));
            case DEFERRED -> new Ended(AttemptState.DEFERRED, "", false, Optional.of(result));
            case FAILED_FOR_GOOD -> new Ended(AttemptState.FAILED, message(result), false, Optional.of(result));
        };
    }

    private static String message(OperatorResult result) {
        return Messages.storable(result.message());
    }

    static Ended failed(String message, boolean retriable) {
        return new Ended(AttemptState.FAILED, message, retriable, Optional.empty());
    }

    static Ended failed(OperatorException failure) {
        return new Ended(
                AttemptState.FAILED,
                Messages.of(failure),
                failure.isRetriable(),
                Optional.empty(),
                Optional.empty(),
                true,
                failure.retryAfter().filter(wait -> !wait.isNegative()));
    }

    static Ended cancelled() {
        return new Ended(AttemptState.CANCELLED, CANCELLED, false, Optional.empty());
    }

    /** Returns this end of an attempt, whose thread may not have ended. */
    Ended beside(Optional<CompletableFuture<Void>> thread) {
        return new Ended(state, message, retriable, result, thread, started, retryAfter);
    }

    /** Returns this end of a call as that of an attempt which goes on later. */
    Ended deferred(Pause pause) {
        return new Ended(
                AttemptState.DEFERRED,
                "Deferred until " + pause.until() + ".",
                false,
                result,
                stuck,
                started,
                retryAfter);
    }

    /** Returns a failure, since what the operator gave cannot be kept; where it had failed already, it says so too. */
    Ended refused(String why, boolean mayBeRetried) {
        return state == AttemptState.FAILED
                ? failed(message + " " + why, retriable && mayBeRetried)
                : failed(why, mayBeRetried);
    }

    /** An attempt that was claimed and not begun. */
    static Ended notStarted(String message) {
        return new Ended(
                AttemptState.INTERRUPTED, message, true, Optional.empty(), Optional.empty(), false, Optional.empty());
    }

    static Ended interrupted(String message) {
        return new Ended(AttemptState.INTERRUPTED, message, true, Optional.empty());
    }
}
