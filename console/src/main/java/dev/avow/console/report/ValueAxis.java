package dev.avow.console.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Durations in milliseconds from bottom to top; each step is ten times the one before where they differ much.
 *
 * @param low what is at the bottom, and all below it; 0 on an even scale
 */
record ValueAxis(long low, long high, boolean log) {

    private static final int WIDE = 30;
    private static final int MOST_TICKS = 4;
    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long[] ROUND = {
        10,
        20,
        50,
        100,
        200,
        500,
        SECOND,
        2 * SECOND,
        4 * SECOND,
        6 * SECOND,
        10 * SECOND,
        20 * SECOND,
        30 * SECOND,
        MINUTE,
        2 * MINUTE,
        4 * MINUTE,
        6 * MINUTE,
        10 * MINUTE,
        20 * MINUTE,
        30 * MINUTE,
        HOUR,
        2 * HOUR,
        4 * HOUR,
        6 * HOUR,
        12 * HOUR,
        DAY,
        2 * DAY,
        4 * DAY,
        10 * DAY,
        20 * DAY,
        50 * DAY,
        100 * DAY,
        200 * DAY,
        500 * DAY
    };
    private static final long[] TENFOLD = {
        1, 10, 100, SECOND, 10 * SECOND, MINUTE, 10 * MINUTE, HOUR, 10 * HOUR, 4 * DAY, 40 * DAY, 400 * DAY, 4000 * DAY
    };

    static ValueAxis over(List<Long> millis) {
        long most = Math.max(1, millis.stream().mapToLong(Long::longValue).max().orElse(1));
        long least = millis.stream()
                .mapToLong(Long::longValue)
                .filter(value -> value > 0)
                .min()
                .orElse(most);
        if (most / least < WIDE) {
            return new ValueAxis(0, above(ROUND, most), false);
        }
        long low = Arrays.stream(TENFOLD).filter(step -> step <= least).max().orElse(1);
        return new ValueAxis(low, above(TENFOLD, most), true);
    }

    private static long above(long[] steps, long value) {
        return Arrays.stream(steps).filter(step -> step >= value).min().orElse(value);
    }

    /** Returns how far up a value is: 0 is the bottom, 1 the top. */
    double part(long millis) {
        if (log) {
            double value = Math.max(low, Math.min(high, millis));
            double least = low;
            return Math.log(value / least) / Math.log(high / least);
        }
        return (double) Math.max(0, Math.min(high, millis)) / high;
    }

    /** Returns a few values to name, lowest first. */
    List<Long> ticks() {
        if (!log) {
            return List.of(0L, high / 2, high);
        }
        List<Long> all = LongStream.concat(Arrays.stream(TENFOLD), LongStream.of(high))
                .filter(step -> step >= low && step <= high)
                .distinct()
                .boxed()
                .toList();
        int every = (all.size() + MOST_TICKS - 1) / MOST_TICKS;
        List<Long> ticks = new ArrayList<>();
        for (int i = all.size() - 1; i >= 0; i -= every) {
            ticks.add(0, all.get(i));
        }
        return ticks;
    }
}
