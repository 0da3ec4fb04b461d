package dev.avow.engine.schedule;

import dev.avow.engine.schedule.CalendarRule.EveryPeriods;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Months, quarters or years of a {@link CalendarInterval}, whose days are still to be chosen.
 *
 * <p>A day is counted in its month, quarter or year. One that does not have the day has no slot.
 */
public final class CalendarMonths {

    private final int every;
    private final CalendarPeriod period;
    private final LocalDate first;

    CalendarMonths(int every, CalendarPeriod period, LocalDate first) {
        this.every = every;
        this.period = period;
        this.first = first;
    }

    /**
     * Chooses days by their number, the first being 1.
     *
     * @throws ScheduleException if no month (quarter, year) has the number: use 1 to 31 (92, 366); or if no day from
     *     1970 to 2199 matches
     */
    public CalendarInterval onDay(int number, int... others) {
        List<CalendarDay> days = new ArrayList<>(List.of(CalendarDay.day(check("Day", number, period.days))));
        for (int other : others) {
            days.add(CalendarDay.day(check("Day", other, period.days)));
        }
        return on(days);
    }

    /** Chooses the last day. */
    public CalendarInterval onLastDay() {
        return on(List.of(CalendarDay.day(-1)));
    }

    /** Chooses the first such weekday, as in the first Monday of the quarter. */
    public CalendarInterval onFirst(DayOfWeek weekday) {
        return onNth(1, weekday);
    }

    /** Chooses the last such weekday. */
    public CalendarInterval onLast(DayOfWeek weekday) {
        return on(List.of(CalendarDay.weekday(-1, weekday)));
    }

    /**
     * Chooses a weekday by its number, as in the second Friday of the month.
     *
     * @throws ScheduleException if no month (quarter, year) has the number: use 1 to 5 (14, 53); or if no day from 1970
     *     to 2199 matches
     */
    public CalendarInterval onNth(int number, DayOfWeek weekday) {
        return on(List.of(CalendarDay.weekday(check(weekday.name(), number, period.sameWeekdays), weekday)));
    }

    /** Chooses the first day from Monday to Friday that is not excluded. */
    public CalendarInterval onFirstWorkingDay() {
        return onWorkingDay(1);
    }

    /** Chooses the last day from Monday to Friday that is not excluded. */
    public CalendarInterval onLastWorkingDay() {
        return on(List.of(CalendarDay.workingDay(-1)));
    }

    /**
     * Chooses a day by its number among those from Monday to Friday that are not excluded.
     *
     * @throws ScheduleException if no month (quarter, year) has the number: use 1 to 23 (66, 262); or if no day from
     *     1970 to 2199 matches
     */
    public CalendarInterval onWorkingDay(int number) {
        return on(List.of(CalendarDay.workingDay(check("Working day", number, period.workingDays))));
    }

    private CalendarInterval on(List<CalendarDay> days) {
        return CalendarInterval.of(new EveryPeriods(every, period, first, List.copyOf(days)));
    }

    private int check(String what, int number, int most) {
        if (number < 1 || number > most) {
            throw new ScheduleException(
                    what + " " + number + " of a " + period.label + " does not exist. Use 1 to " + most + ".");
        }
        return number;
    }
}
