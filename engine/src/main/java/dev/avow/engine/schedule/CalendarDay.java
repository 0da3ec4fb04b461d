package dev.avow.engine.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A day of a period, found by counting days of a kind.
 *
 * @param number counts from 1 at the start of the period, and from -1 backwards at its end
 */
record CalendarDay(int number, Set<DayOfWeek> weekdays, Kind kind) {

    enum Kind {
        /** Each day with such a weekday counts. */
        ANY,
        /** Excluded days do not count. */
        WORKING
    }

    private static final Set<DayOfWeek> ALL = EnumSet.allOf(DayOfWeek.class);
    private static final Set<DayOfWeek> WORKING_WEEK = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

    CalendarDay {
        weekdays = Set.copyOf(weekdays);
    }

    static CalendarDay day(int number) {
        return new CalendarDay(number, ALL, Kind.ANY);
    }

    static CalendarDay weekday(int number, DayOfWeek weekday) {
        return new CalendarDay(number, Set.of(weekday), Kind.ANY);
    }

    static CalendarDay workingDay(int number) {
        return new CalendarDay(number, WORKING_WEEK, Kind.WORKING);
    }

    /** Returns the day between a start and before an end, if there is one. */
    Optional<LocalDate> in(LocalDate start, LocalDate end, Exclusions exclusions) {
        int step = number > 0 ? 1 : -1;
        int left = Math.abs(number);
        LocalDate day = number > 0 ? start : end.minusDays(1);
        for (; !day.isBefore(start) && day.isBefore(end); day = day.plusDays(step)) {
            left -= counts(day, exclusions) ? 1 : 0;
            if (left == 0) {
                return Optional.of(day);
            }
        }
        return Optional.empty();
    }

    private boolean counts(LocalDate day, Exclusions exclusions) {
        return weekdays.contains(day.getDayOfWeek()) && (kind == Kind.ANY || !exclusions.contains(day));
    }

    @Override
    public String toString() {
        String what = kind == Kind.WORKING ? "working day" : weekdays.size() == 1 ? one().name() : "day";
        return number == -1 ? "last " + what : what + " " + number;
    }

    private DayOfWeek one() {
        return weekdays.iterator().next();
    }
}
