package dev.avow.engine.run;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** The clock as the store keeps it. */
final class Times {

    private Times() {}

    /** Returns the present, in whole milliseconds. */
    static Instant millis(InstantSource clock) {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
