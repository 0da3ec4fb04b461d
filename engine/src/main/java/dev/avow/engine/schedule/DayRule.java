package dev.avow.engine.schedule;

import java.time.DayOfWeek;
import java.time.YearMonth;
import java.util.BitSet;

/** Which days of a month a schedule, or a part of it, chooses; a day is a bit, bit 1 for the first. */
interface DayRule {

    long days(YearMonth month);

    /** Returns a day as its bit; none if the month does not have it. */
    private static long bit(int day, YearMonth month) {
        return day >= 1 && day <= month.lengthOfMonth() ? 1L << day : 0;
    }

    /** Returns the first day of the month that is such a weekday. */
    private static int first(int weekday, YearMonth month) {
        return 1 + Math.floorMod(weekday - quartzWeekday(month, 1), 7);
    }

    /** Returns 1 for a Sunday to 7 for a Saturday. */
    private static int quartzWeekday(YearMonth month, int day) {
        return month.atDay(day).getDayOfWeek().getValue() % 7 + 1;
    }

    /** Days by their number: {@code 1,15} or {@code *}. */
    record Numbers(BitSet numbers) implements DayRule {
        @Override
        public long days(YearMonth month) {
            return numbers.toLongArray()[0] & (2L << month.lengthOfMonth()) - 1;
        }
    }

    /** Some days before the last one: {@code L} and {@code L-3}. */
    record FromLast(int before) implements DayRule {
        @Override
        public long days(YearMonth month) {
            return bit(month.lengthOfMonth() - before, month);
        }
    }

    /** The Monday to Friday nearest to another rule's day, in the same month: {@code 15W} and {@code LW}. */
    record NearestWorkday(DayRule to) implements DayRule {
        @Override
        public long days(YearMonth month) {
            long bit = to.days(month);
            return bit == 0 ? 0 : 1L << nearest(Long.numberOfTrailingZeros(bit), month);
        }

        private static int nearest(int day, YearMonth month) {
            DayOfWeek weekday = month.atDay(day).getDayOfWeek();
            if (weekday == DayOfWeek.SATURDAY) {
                return day == 1 ? 3 : day - 1;
            }
            if (weekday == DayOfWeek.SUNDAY) {
                return day == month.lengthOfMonth() ? day - 2 : day + 1;
            }
            return day;
        }
    }

    /** Days by their weekday, Sunday being 1: {@code MON-FRI}. */
    record Weekdays(BitSet weekdays) implements DayRule {
        @Override
        public long days(YearMonth month) {
            long days = 0;
            for (int w = weekdays.nextSetBit(0); w >= 0; w = weekdays.nextSetBit(w + 1)) {
                for (int day = first(w, month); day <= month.lengthOfMonth(); day += 7) {
                    days |= 1L << day;
                }
            }
            return days;
        }
    }

    /** The last such weekday of the month: {@code FRIL}. */
    record LastWeekday(int weekday) implements DayRule {
        @Override
        public long days(YearMonth month) {
            int first = first(weekday, month);
            return 1L << (first + (month.lengthOfMonth() - first) / 7 * 7);
        }
    }

    /** The first to fifth such weekday of the month: {@code FRI#2}. */
    record NthWeekday(int weekday, int number) implements DayRule {
        @Override
        public long days(YearMonth month) {
            return bit(first(weekday, month) + 7 * (number - 1), month);
        }
    }
}
