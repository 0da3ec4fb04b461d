package dev.avow.engine.gate;

import dev.avow.db.Bytes;
import java.util.Optional;

/**
 * What is stored of the state that a deferred attempt goes on from.
 *
 * @param kept the state itself: canonical JSON
 * @param recorded the digest of what the operator gave, by the newest event of that
 */
public record DeferredState(Optional<Bytes> kept, Optional<String> recorded) {}
