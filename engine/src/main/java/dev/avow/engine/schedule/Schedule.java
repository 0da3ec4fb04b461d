package dev.avow.engine.schedule;

import java.time.Instant;
import java.util.Optional;

/**
 * When a job runs: an ordered set of moments, the slots, each in whole seconds.
 *
 * <p>Immutable, so that threads may share it. The same settings give the same slots on every machine with the same time
 * zone rules.
 */
public sealed interface Schedule permits CalendarInterval, Cron, FixedRate, Once {

    /**
     * Returns the first slot strictly after a moment, if there is one.
     *
     * @param after any moment, fractions of a second included
     */
    Optional<Instant> next(Instant after);

    /**
     * Returns the last slot strictly before a moment, if there is one.
     *
     * @param before any moment, fractions of a second included
     */
    Optional<Instant> previous(Instant before);

    /**
     * Returns how many slots there are after a moment and up to another one, which belongs to the span.
     *
     * <p>The work does not grow with the number of slots.
     *
     * @return 0 if {@code upTo} is not after {@code after}
     */
    long count(Instant after, Instant upTo);

    /** Returns what becomes of slots that passed while nobody looked. */
    CatchUp catchUp();
}
