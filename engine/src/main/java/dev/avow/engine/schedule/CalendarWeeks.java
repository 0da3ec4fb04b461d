package dev.avow.engine.schedule;

import dev.avow.engine.schedule.CalendarRule.EveryWeeks;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.TreeSet;

/** Weeks of a {@link CalendarInterval}, whose days are still to be chosen. */
public final class CalendarWeeks {

    private final int every;
    private final LocalDate first;

    CalendarWeeks(int every, LocalDate first) {
        this.every = every;
        this.first = first;
    }

    /**
     * Chooses weekdays.
     *
     * @throws ScheduleException if no such day follows up to 2199
     */
    public CalendarInterval on(DayOfWeek weekday, DayOfWeek... others) {
        TreeSet<DayOfWeek> weekdays = new TreeSet<>(EnumSet.of(weekday, others));
        return CalendarInterval.of(new EveryWeeks(every, first, Collections.unmodifiableSortedSet(weekdays)));
    }
}
