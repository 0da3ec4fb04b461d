package dev.avow.operators.http;

import dev.avow.engine.identity.Digest;
import dev.avow.operators.RetryAfter;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a server answered; immutable, as long as nobody changes the body.
 *
 * @param status such as 200
 * @param body complete, and within the declared limit
 */
@SuppressWarnings("ArrayRecordComponent") // why: handed over once, and never compared
public record Answer(int status, HttpHeaders headers, byte[] body) {

    private static final String UNKNOWN_TYPE = "application/octet-stream";
    private static final String TOKEN = "[a-z0-9!#$&^_.+-]{1,126}";
    private static final Pattern MEDIA_TYPE = Pattern.compile(TOKEN + "/" + TOKEN);

    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_EARLY = 425;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;

    /** Tells whether the status says that the same request may do better later: 408, 425, 429, or 500 and above. */
    public boolean isRetriable() {
        return status == REQUEST_TIMEOUT
                || status == TOO_EARLY
                || status == TOO_MANY_REQUESTS
                || status >= SERVER_ERRORS;
    }

    /** Returns how long the server asks to wait, if it says so in a way that can be understood. */
    public Optional<Duration> retryAfter(Instant now) {
        return headers.firstValue("Retry-After").flatMap(value -> RetryAfter.of(value, now));
    }

    /** Returns type and subtype of the body in lower case, {@code application/octet-stream} where they are not valid. */
    public String mediaType() {
        String type = headers.firstValue("Content-Type")
                .orElse("")
                .split(";", 2)[0]
                .strip()
                .toLowerCase(Locale.ROOT);
        return MEDIA_TYPE.matcher(type).matches() ? type : UNKNOWN_TYPE;
    }

    /** Returns the digest of the body. */
    public Digest digest() {
        return Digest.of(body);
    }
}
