package dev.avow.engine.operator;

import dev.avow.engine.EngineException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An operator failed, and says whether another attempt may help. */
public final class OperatorException extends EngineException {

    private static final long serialVersionUID = 1L;

    private final boolean retriable;

    private final Optional<Duration> retryAfter;

    private OperatorException(
            String message, boolean retriable, @Nullable Throwable cause, Optional<Duration> retryAfter) {
        super(message, cause);
        this.retriable = retriable;
        this.retryAfter = retryAfter;
    }

    /** Returns a failure that another attempt may not meet. */
    public static OperatorException retriable(String message) {
        return new OperatorException(message, true, null, Optional.empty());
    }

    /** Returns a failure that another attempt may not meet. */
    public static OperatorException retriable(String message, @Nullable Throwable cause) {
        return new OperatorException(message, true, cause, Optional.empty());
    }

    /**
     * Returns a failure that another attempt may not meet, if it comes no sooner than after a while.
     *
     * @param retryAfter how long the next attempt waits at least, such as a server's {@code Retry-After}; what is above a
     *     day counts as a day, and what is less than the policy's wait changes nothing
     */
    public static OperatorException retriableAfter(Duration retryAfter, String message, @Nullable Throwable cause) {
        return new OperatorException(message, true, cause, Optional.of(retryAfter));
    }

    /** Returns a failure that every attempt would meet. */
    public static OperatorException permanent(String message) {
        return new OperatorException(message, false, null, Optional.empty());
    }

    /** Returns a failure that every attempt would meet. */
    public static OperatorException permanent(String message, @Nullable Throwable cause) {
        return new OperatorException(message, false, cause, Optional.empty());
    }

    public boolean isRetriable() {
        return retriable;
    }

    /** Returns how long the next attempt waits at least, if the failure says so. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
