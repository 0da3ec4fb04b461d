package dev.avow.operators.model;

import dev.avow.operators.RetryAfter;
import dev.langchain4j.exception.HttpException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** An HTTP answer that is no success, with what LangChain4j's own exception loses; it holds nothing of the body. */
public final class HttpRefusal extends HttpException {

    private static final long serialVersionUID = 1L;

    private final transient Optional<String> retryAfter;

    /** @param retryAfter the header {@code Retry-After} as it came */
    public HttpRefusal(int status, Optional<String> retryAfter) {
        super(status, "HTTP status " + status);
        this.retryAfter = retryAfter;
    }

    /** Returns how long the server asks to wait, if it says so in a form that is known. */
    public Optional<Duration> retryAfter(Instant now) {
        return retryAfter.flatMap(text -> RetryAfter.of(text, now));
    }
}
