package dev.avow.engine.history;

import dev.avow.engine.gate.AttemptState;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An attempt of a run.
 *
 * @param number from 1
 * @param message what a person should know of how it ended; empty if nothing
 * @param notes what its operator noted, such as {@code input_tokens}; empty before it has ended
 */
public record AttemptView(
        int number,
        AttemptState state,
        String node,
        Instant startedAt,
        Optional<Instant> endedAt,
        String message,
        List<OutputView> outputs,
        JsonObject notes) {

    /** An output of an attempt; the size is in bytes. */
    public record OutputView(String name, Digest digest, String mediaType, long size, Privacy privacy) {}

    /** Whether an output is deleted with what else is private of its run. */
    public enum Privacy {
        OPEN,
        PRIVATE,
        /** It was private, and its content is deleted. */
        ERASED
    }
}
