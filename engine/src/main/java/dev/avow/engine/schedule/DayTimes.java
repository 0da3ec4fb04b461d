package dev.avow.engine.schedule;

import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;

/** The times of day of a schedule, in seconds since local midnight; at least one. */
final class DayTimes {

    private final BitSet hours;
    private final BitSet minutes;
    private final BitSet seconds;

    DayTimes(BitSet hours, BitSet minutes, BitSet seconds) {
        this.hours = hours;
        this.minutes = minutes;
        this.seconds = seconds;
    }

    /** Returns a single time of day, in whole seconds. */
    static DayTimes once(LocalTime time) {
        return new DayTimes(bit(time.getHour()), bit(time.getMinute()), bit(time.getSecond()));
    }

    /** Returns a time of day in whole seconds, or throws. */
    static LocalTime check(LocalTime time) {
        if (!time.equals(time.truncatedTo(ChronoUnit.SECONDS))) {
            throw new ScheduleException("Time " + time + " has a fraction of a second. Use whole seconds.");
        }
        return time;
    }

    /** Returns the time of day of a text such as {@code 18:00}, or throws. */
    static LocalTime time(String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeParseException e) {
            throw new ScheduleException(
                    "Time '" + CronFault.printable(text) + "' is not known. Use one such as '18:00' or '18:00:30'.", e);
        }
    }

    private static BitSet bit(int value) {
        BitSet bits = new BitSet();
        bits.set(value);
        return bits;
    }

    /** Returns the first time at or after a time, or -1. */
    int atOrAfter(int time) {
        int hour = time / 3600;
        if (hours.get(hour)) {
            int inHour = inHourAtOrAfter(time % 3600);
            if (inHour >= 0) {
                return hour * 3600 + inHour;
            }
        }
        int next = hours.nextSetBit(hour + 1);
        return next < 0 ? -1 : next * 3600 + inHourAtOrAfter(0);
    }

    private int inHourAtOrAfter(int time) {
        int minute = time / 60;
        int second = minutes.get(minute) ? seconds.nextSetBit(time % 60) : -1;
        if (second >= 0) {
            return minute * 60 + second;
        }
        int next = minutes.nextSetBit(minute + 1);
        return next < 0 ? -1 : next * 60 + seconds.nextSetBit(0);
    }

    /** Returns the last time at or before a time, or -1. */
    int atOrBefore(int time) {
        int hour = time / 3600;
        if (hours.get(hour)) {
            int inHour = inHourAtOrBefore(time % 3600);
            if (inHour >= 0) {
                return hour * 3600 + inHour;
            }
        }
        int previous = hours.previousSetBit(hour - 1);
        return previous < 0 ? -1 : previous * 3600 + inHourAtOrBefore(3599);
    }

    private int inHourAtOrBefore(int time) {
        int minute = time / 60;
        int second = minutes.get(minute) ? seconds.previousSetBit(time % 60) : -1;
        if (second >= 0) {
            return minute * 60 + second;
        }
        int previous = minutes.previousSetBit(minute - 1);
        return previous < 0 ? -1 : previous * 60 + seconds.previousSetBit(59);
    }

    /** Returns how many times a day has. */
    long perDay() {
        return (long) hours.cardinality() * minutes.cardinality() * seconds.cardinality();
    }

    /** Returns how many times of a day are before a time. */
    long before(int time) {
        int hour = time / 3600;
        long perHour = (long) minutes.cardinality() * seconds.cardinality();
        long inHour = hours.get(hour) ? beforeInHour(time % 3600) : 0;
        return below(hours, hour) * perHour + inHour;
    }

    private long beforeInHour(int time) {
        int minute = time / 60;
        long inMinute = minutes.get(minute) ? below(seconds, time % 60) : 0;
        return below(minutes, minute) * seconds.cardinality() + inMinute;
    }

    private static long below(BitSet values, int value) {
        return values.get(0, value).cardinality();
    }
}
