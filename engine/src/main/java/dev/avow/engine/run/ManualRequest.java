package dev.avow.engine.run;

import dev.avow.engine.declaration.Occasion.DataInterval;
import java.util.Optional;

/**
 * Who asks for a manual run, and under which key; immutable.
 *
 * @param submitter who asks; declared
 * @param key makes the request idempotent: the same key is the same occasion; made anew if there is none
 */
public record ManualRequest(String submitter, Optional<String> key, Optional<DataInterval> dataInterval) {

    /** Returns a request under a key that is made for it. */
    public static ManualRequest by(String submitter) {
        return new ManualRequest(submitter, Optional.empty(), Optional.empty());
    }

    /** Returns this request under the caller's own key, of 1 to 200 characters. */
    public ManualRequest key(String idempotencyKey) {
        return new ManualRequest(submitter, Optional.of(idempotencyKey), dataInterval);
    }

    /** Returns this request for the data of a time span. */
    public ManualRequest dataInterval(DataInterval interval) {
        return new ManualRequest(submitter, key, Optional.of(interval));
    }
}
