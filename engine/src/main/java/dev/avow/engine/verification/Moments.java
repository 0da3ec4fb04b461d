package dev.avow.engine.verification;

import java.time.Duration;
import java.time.Instant;

/**
 * Compares times that nothing but each other vouches for. Clocks of nodes differ, and a transaction may wait between two
 * looks at one clock, so that only what is far apart is a fault.
 */
final class Moments {

    static final Duration TOLERANCE = Duration.ofMinutes(5);

    private Moments() {}

    /** Tells whether two moments can be of one transaction. */
    static boolean together(Instant one, Instant other) {
        return Duration.between(one, other).abs().compareTo(TOLERANCE) <= 0;
    }

    /** Tells whether a moment can be before another. */
    static boolean inOrder(Instant first, Instant second) {
        return !second.plus(TOLERANCE).isBefore(first);
    }
}
