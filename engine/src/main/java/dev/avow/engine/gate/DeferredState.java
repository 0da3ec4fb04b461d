package dev.avow.engine.gate;

import dev.avow.db.Bytes;
import java.util.Optional;

/**
 * What is stored of the state that a deferred attempt goes on from, and of the moment.
 *
 * @param kept the state itself: canonical JSON
 * @param recorded the digest of what the operator gave, by the newest event of that
 * @param until when the attempt goes on, in ISO 8601
 * @param recordedUntil the same by the newest event that says so
 */
public record DeferredState(
        Optional<Bytes> kept, Optional<String> recorded, Optional<String> until, Optional<String> recordedUntil) {}
