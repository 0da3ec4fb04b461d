package dev.avow.operators.chat;

import dev.langchain4j.exception.HttpException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** An HTTP answer that is no success, with what LangChain4j's own exception loses; it holds nothing of the body. */
public final class HttpRefusal extends HttpException {

    private static final long serialVersionUID = 1L;

    private static final int MAX_SECONDS_DIGITS = 9;

    private final transient Optional<String> retryAfter;

    /** @param retryAfter the header {@code Retry-After} as it came */
    public HttpRefusal(int status, Optional<String> retryAfter) {
        super(status, "HTTP status " + status);
        this.retryAfter = retryAfter;
    }

    /**
     * Returns how long the server asks to wait, seconds or a date; empty if it does not say, or says it in another form.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3">RFC 9110, section 10.2.3: Retry-After</a>
     */
    public Optional<Duration> retryAfter(Instant now) {
        return retryAfter.flatMap(text -> read(text.strip(), now)).filter(wait -> !wait.isNegative());
    }

    private static Optional<Duration> read(String text, Instant now) {
        if (text.matches("[0-9]{1," + MAX_SECONDS_DIGITS + "}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            return Optional.of(Duration.between(
                    now,
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant()));
        } catch (DateTimeParseException e) { // why: an unreadable hint is no hint
            return Optional.empty();
        }
    }
}
