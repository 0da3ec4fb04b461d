package dev.avow.operators.batch;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call of the batch API did not give what it should; the message has no content of requests or answers. */
final class ApiFault extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean refusal;
    private final Optional<Duration> retryAfter;

    private ApiFault(String message, @Nullable Throwable cause, boolean refusal, Optional<Duration> retryAfter) {
        super(message, cause);
        this.refusal = refusal;
        this.retryAfter = retryAfter;
    }

    /** Returns a fault that another call may not meet. */
    static ApiFault passing(String message, @Nullable Throwable cause) {
        return new ApiFault(message, cause, false, Optional.empty());
    }

    /** Returns the fault of an answer with a status other than 200 to 299. */
    static ApiFault ofStatus(String message, int status, Optional<Duration> retryAfter) {
        boolean passing = status >= 500 || status == 408 || status == 409 || status == 425 || status == 429;
        return new ApiFault(message, null, !passing, retryAfter);
    }

    /** Tells whether the same call would be refused again. */
    boolean isRefusal() {
        return refusal;
    }

    /** Returns how long the API asks to wait, if it does. */
    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
