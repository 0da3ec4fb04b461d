package dev.avow.console.report;

import java.time.Duration;

/** Durations for people: two units at most. */
final class Spans {

    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Spans() {}

    static String text(Duration duration) {
        return text(duration.toMillis());
    }

    /** Returns {@code 340 ms}, {@code 1.5 s}, {@code 3 min 20 s}, {@code 2 h 5 min} or {@code 3 d 4 h}; rounded. */
    static String text(long millis) {
        if (millis < 0) {
            return "-" + text(-millis);
        }
        if (millis < SECOND) {
            return millis + " ms";
        }
        long hundredths = rounded(millis, SECOND / 100);
        if (hundredths < MINUTE) {
            return Numbers.plain(hundredths / (double) SECOND) + " s";
        }
        long seconds = rounded(millis, SECOND);
        if (seconds < HOUR) {
            return two(seconds / MINUTE, "min", seconds % MINUTE / SECOND, "s");
        }
        long minutes = rounded(millis, MINUTE);
        if (minutes < DAY) {
            return two(minutes / HOUR, "h", minutes % HOUR / MINUTE, "min");
        }
        long hours = rounded(millis, HOUR);
        return two(hours / DAY, "d", hours % DAY / HOUR, "h");
    }

    private static long rounded(long millis, long unit) {
        return (millis + unit / 2) / unit * unit;
    }

    private static String two(long big, String unit, long small, String smaller) {
        return Numbers.grouped(big) + " " + unit + (small == 0 ? "" : " " + small + " " + smaller);
    }
}
