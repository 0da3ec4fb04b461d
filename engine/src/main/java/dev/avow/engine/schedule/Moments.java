package dev.avow.engine.schedule;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Whole seconds from the year 1 to the year 9999: what a slot can be. */
final class Moments {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private Moments() {}

    static Instant check(Instant moment, String what) {
        if (!moment.equals(moment.truncatedTo(ChronoUnit.SECONDS))) {
            throw new ScheduleException(what + " " + moment + " has a fraction of a second. Use whole seconds.");
        }
        if (moment.isBefore(FIRST) || moment.isAfter(LAST)) {
            throw new ScheduleException(what + " " + moment + " is out of range. Use " + FIRST + " to " + LAST + ".");
        }
        return moment;
    }

    /** Returns the first whole second after a moment, in seconds since 1970. */
    static long firstAfter(Instant moment) {
        return moment.getEpochSecond() + 1;
    }

    /** Returns the last whole second before a moment, in seconds since 1970. */
    static long lastBefore(Instant moment) {
        return moment.getNano() == 0 ? moment.getEpochSecond() - 1 : moment.getEpochSecond();
    }
}
