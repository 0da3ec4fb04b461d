package dev.avow.engine.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** Which days a calendar interval has; its text says so in words. */
sealed interface CalendarRule {

    /** Returns the days of a month as bits, bit 1 for the first; excluded ones may be among them. */
    long days(YearMonth month, Exclusions exclusions);

    /**
     * A day of each so many days.
     *
     * @param first the first day, and the one to count from
     */
    record EveryDays(int every, LocalDate first) implements CalendarRule {
        @Override
        public long days(YearMonth month, Exclusions exclusions) {
            long days = 0;
            for (int day = 1; day <= month.lengthOfMonth(); day++) {
                long passed = ChronoUnit.DAYS.between(first, month.atDay(day));
                days |= passed >= 0 && passed % every == 0 ? 1L << day : 0;
            }
            return days;
        }

        @Override
        public String toString() {
            return "every " + counted(every, "day") + " from " + first;
        }
    }

    /**
     * Weekdays of one week, from Monday to Sunday, of so many.
     *
     * @param first no day is before it, and its week is the one to count from
     */
    record EveryWeeks(int every, LocalDate first, SortedSet<DayOfWeek> weekdays) implements CalendarRule {
        @Override
        public long days(YearMonth month, Exclusions exclusions) {
            long days = 0;
            for (int day = 1; day <= month.lengthOfMonth(); day++) {
                days |= has(month.atDay(day)) ? 1L << day : 0;
            }
            return days;
        }

        private boolean has(LocalDate date) {
            return weekdays.contains(date.getDayOfWeek())
                    && !date.isBefore(first)
                    && ChronoUnit.WEEKS.between(monday(first), monday(date)) % every == 0;
        }

        private static LocalDate monday(LocalDate date) {
            return date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        }

        @Override
        public String toString() {
            String days = weekdays.stream().map(DayOfWeek::name).collect(Collectors.joining(", "));
            return "every " + counted(every, "week") + " from " + first + " on " + days;
        }
    }

    /**
     * Days of one period of so many.
     *
     * @param first no day is before it, and its period is the one to count from
     */
    record EveryPeriods(int every, CalendarPeriod period, LocalDate first, List<CalendarDay> chosen)
            implements CalendarRule {
        @Override
        public long days(YearMonth month, Exclusions exclusions) {
            long passed = period.number(month) - period.number(YearMonth.from(first));
            if (passed % every != 0) {
                return 0;
            }
            LocalDate start = period.start(month);
            LocalDate end = period.end(month);
            return chosen.stream()
                    .flatMap(each -> each.in(start, end, exclusions).stream())
                    .filter(day -> YearMonth.from(day).equals(month) && !day.isBefore(first))
                    .mapToLong(day -> 1L << day.getDayOfMonth())
                    .reduce(0, (days, day) -> days | day);
        }

        @Override
        public String toString() {
            String days = chosen.stream().map(CalendarDay::toString).collect(Collectors.joining(", "));
            String from = first.equals(LocalSlots.FIRST_DATE) ? "" : " from " + first;
            return "every " + counted(every, period.label) + from + " on " + days;
        }
    }

    static int check(int every, String unit) {
        if (every < 1) {
            throw new ScheduleException("Every " + every + " " + unit + " is not valid. Use 1 or more.");
        }
        return every;
    }

    static LocalDate check(LocalDate first) {
        return LocalSlots.check(first, "First date");
    }

    private static String counted(int every, String unit) {
        return every == 1 ? unit : every + " " + unit + "s";
    }
}
