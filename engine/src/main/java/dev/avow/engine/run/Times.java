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

    /** Returns a moment in whole milliseconds that is not before this one. */
    static Instant roundedUp(Instant moment) {
        Instant whole = moment.truncatedTo(ChronoUnit.MILLIS);
        return whole.equals(moment) ? whole : whole.plusMillis(1);
    }
}
