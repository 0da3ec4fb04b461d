package dev.avow.engine.schedule;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoField;

/** A part of the calendar that is whole months. */
enum CalendarPeriod {
    MONTH("month", 1, 31, 5, 23),
    QUARTER("quarter", 3, 92, 14, 66),
    YEAR("year", 12, 366, 53, 262);

    final String label;
    /** The most that one of them has. */
    final int days;

    final int sameWeekdays;
    final int workingDays;
    private final int months;

    CalendarPeriod(String label, int months, int days, int sameWeekdays, int workingDays) {
        this.label = label;
        this.months = months;
        this.days = days;
        this.sameWeekdays = sameWeekdays;
        this.workingDays = workingDays;
    }

    /** Returns a number for the period that has a month, the next one having the next number. */
    long number(YearMonth month) {
        return Math.floorDiv(month.getLong(ChronoField.PROLEPTIC_MONTH), months);
    }

    /** Returns the first day of the period that has a month. */
    LocalDate start(YearMonth month) {
        return month.atDay(1).minusMonths(Math.floorMod(month.getLong(ChronoField.PROLEPTIC_MONTH), months));
    }

    /** Returns the first day after the period that has a month. */
    LocalDate end(YearMonth month) {
        return start(month).plusMonths(months);
    }
}
