package dev.avow.engine.schedule;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * The times of chosen days, on a local time line without changes of the clocks, from 1970 to 2199.
 *
 * <p>A local second is counted since 1970-01-01T00:00:00 local time. The end is what bounds every search: the scan goes
 * month by month, and so takes at most 2,760 steps.
 */
final class LocalSlots {

    static final int FIRST_YEAR = 1970;
    static final int LAST_YEAR = 2199;
    /** There is no later slot. */
    static final long NEVER_AFTER = Long.MAX_VALUE;
    /** There is no earlier slot. */
    static final long NEVER_BEFORE = Long.MIN_VALUE;

    static final LocalDate FIRST_DATE = LocalDate.of(FIRST_YEAR, 1, 1);

    private static final YearMonth FIRST = YearMonth.of(FIRST_YEAR, 1);
    private static final YearMonth LAST = YearMonth.of(LAST_YEAR, 12);
    private static final int DAY = 86_400;

    private final DayTimes times;
    private final DayRule rule;
    private final Exclusions exclusions;

    LocalSlots(DayTimes times, DayRule rule, Exclusions exclusions) {
        this.times = times;
        this.rule = rule;
        this.exclusions = exclusions;
    }

    /** Returns the slots that are on none of these days. */
    LocalSlots except(Exclusions choice) {
        return new LocalSlots(times, rule, choice);
    }

    Exclusions exclusions() {
        return exclusions;
    }

    /** Returns a date that can have slots, or throws. */
    static LocalDate check(LocalDate date, String what) {
        if (date.getYear() < FIRST_YEAR || date.getYear() > LAST_YEAR) {
            throw new ScheduleException(
                    what + " " + date + " is out of range. Use " + FIRST.atDay(1) + " to " + LAST.atEndOfMonth() + ".");
        }
        return date;
    }

    boolean isEmpty() {
        return atOrAfter(0) == NEVER_AFTER;
    }

    /** Returns the first slot at or after a local second, or {@link #NEVER_AFTER}. */
    long atOrAfter(long local) {
        long today = Math.floorDiv(local, DAY);
        long day = dayAtOrAfter(today);
        if (day == today) {
            int time = times.atOrAfter(Math.floorMod(local, DAY));
            if (time >= 0) {
                return day * DAY + time;
            }
            day = dayAtOrAfter(today + 1);
        }
        return day == NEVER_AFTER ? NEVER_AFTER : day * DAY + times.atOrAfter(0);
    }

    /** Returns the last slot at or before a local second, or {@link #NEVER_BEFORE}. */
    long atOrBefore(long local) {
        long today = Math.floorDiv(local, DAY);
        long day = dayAtOrBefore(today);
        if (day == today) {
            int time = times.atOrBefore(Math.floorMod(local, DAY));
            if (time >= 0) {
                return day * DAY + time;
            }
            day = dayAtOrBefore(today - 1);
        }
        return day == NEVER_BEFORE ? NEVER_BEFORE : day * DAY + times.atOrBefore(DAY - 1);
    }

    /** Returns how many slots there are from one local second to before another, which is not earlier. */
    long count(long from, long to) {
        long fromDay = Math.floorDiv(from, DAY);
        long toDay = Math.floorDiv(to, DAY);
        return days(fromDay, toDay) * times.perDay()
                + ofDay(toDay, Math.floorMod(to, DAY))
                - ofDay(fromDay, Math.floorMod(from, DAY));
    }

    private long ofDay(long day, int beforeTime) {
        return days(day, day + 1) == 0 ? 0 : times.before(beforeTime);
    }

    private long days(long from, long to) {
        YearMonth last = monthOf(to);
        long days = -Long.bitCount(daysOf(monthOf(from)) & bitsBelow(dayOf(from)));
        for (YearMonth month = monthOf(from); month.isBefore(last); month = month.plusMonths(1)) {
            days += Long.bitCount(daysOf(month));
        }
        return days + Long.bitCount(daysOf(last) & bitsBelow(dayOf(to)));
    }

    private long dayAtOrAfter(long day) {
        YearMonth month = monthOf(day);
        long days = daysOf(month) & ~bitsBelow(dayOf(day));
        while (days == 0) {
            month = month.plusMonths(1);
            if (month.isAfter(LAST)) {
                return NEVER_AFTER;
            }
            days = daysOf(month);
        }
        return month.atDay(Long.numberOfTrailingZeros(days)).toEpochDay();
    }

    private long dayAtOrBefore(long day) {
        YearMonth month = monthOf(day);
        long days = daysOf(month) & bitsBelow(dayOf(day) + 1);
        while (days == 0) {
            month = month.minusMonths(1);
            if (month.isBefore(FIRST)) {
                return NEVER_BEFORE;
            }
            days = daysOf(month);
        }
        return month.atDay(63 - Long.numberOfLeadingZeros(days)).toEpochDay();
    }

    private long daysOf(YearMonth month) {
        boolean outside = month.isBefore(FIRST) || month.isAfter(LAST);
        return outside ? 0 : rule.days(month) & ~exclusions.days(month);
    }

    private static long bitsBelow(int day) {
        return (1L << day) - 1;
    }

    private static YearMonth monthOf(long day) {
        return YearMonth.from(LocalDate.ofEpochDay(day));
    }

    private static int dayOf(long day) {
        return LocalDate.ofEpochDay(day).getDayOfMonth();
    }
}
