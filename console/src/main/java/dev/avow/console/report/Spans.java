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

    /** Returns {@code 340 ms}, {@code 1.5 s}, {@code 3 min 20 s}, {@code 2 h 5 min} or {@code 3 d 4 h}; cut, not rounded. */
    static String text(long millis) {
        if (millis < 0) {
            return "-" + text(-millis);
        }
        if (millis < SECOND) {
            return millis + " ms";
        }
        if (millis < MINUTE) {
            return Numbers.plain(Math.floor(millis / 10.0) / 100) + " s";
        }
        if (millis < HOUR) {
            return two(millis / MINUTE, "min", millis % MINUTE / SECOND, "s");
        }
        if (millis < DAY) {
            return two(millis / HOUR, "h", millis % HOUR / MINUTE, "min");
        }
        return two(millis / DAY, "d", millis % DAY / HOUR, "h");
    }

    private static String two(long big, String unit, long small, String smaller) {
        return Numbers.grouped(big) + " " + unit + (small == 0 ? "" : " " + small + " " + smaller);
    }
}
