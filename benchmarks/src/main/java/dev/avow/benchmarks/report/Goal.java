package dev.avow.benchmarks.report;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a figure shall be.
 *
 * @param measured which ones, as a pattern
 * @param variant which ones, as a pattern
 * @param least whether it is the least that is wanted, else the most
 */
record Goal(String benchmark, Pattern measured, Pattern variant, boolean least, double limit, String unit) {

    /** Units that numbers stand without. */
    private static final Set<String> PLAIN = Set.of("ratio", "count");

    /** All of them, in the order of the tables. */
    static final List<Goal> ALL = List.of(
            atMost("statements", "statements a run", "avow at fire-quartz", 14, "count"),
            atMost("statements", "commits a run", "avow at fire-quartz", 3, "count"),
            atMost("statements", "statements a run", "avow (ahead|caught up)-quartz", 10, "count"),
            atMost("statements", "commits a run", "avow (ahead|caught up)-quartz", 2, "count"),
            atLeast("runs", ".* nodes?", "avow at fire/quartz", 0.6),
            atLeast("runs", ".* nodes?", "avow ahead/quartz", 0.8),
            atMost("identity", "time", "avow/jackson", 1.5, "ratio"),
            atLeast("declare", "one after another", "avow/jdbc", 0.85),
            atLeast("declare", "ahead, in batches", "avow/jdbc", 0.8),
            atLeast("declare", "16 threads", "avow/jdbc, one row", 1.5),
            atMost("lateness", "p99", "avow at fire-quartz", 30, "ms"),
            atMost("lateness", "p99", "avow ahead-quartz", 10, "ms"),
            atMost("history", ".*, p50", "avow, \\d+ runs", 1, "ms"),
            atMost("history", ".*, p99", "avow/by hand, \\d+ runs", 1.5, "ratio"),
            atLeast("verification", "rate", "avow/plain jdbc", 0.5),
            atMost("size", ".*", "avow", 900, "bytes"),
            atMost("start", "start, .*", "avow-quartz", 0.6, "s"),
            atMost("idle", "heap", "avow", 100, "MB"));

    private static Goal atLeast(String benchmark, String measured, String variant, double limit) {
        return new Goal(benchmark, Pattern.compile(measured), Pattern.compile(variant), true, limit, "ratio");
    }

    private static Goal atMost(String benchmark, String measured, String variant, double limit, String unit) {
        return new Goal(benchmark, Pattern.compile(measured), Pattern.compile(variant), false, limit, unit);
    }

    boolean isOf(Median.Key key) {
        return key.benchmark().equals(benchmark)
                && key.unit().equals(unit)
                && measured.matcher(key.measured()).matches()
                && variant.matcher(key.variant()).matches();
    }

    boolean isMetBy(double value) {
        return least ? value >= limit : value <= limit;
    }

    /** Returns the one that is furthest from the goal, or nearest to missing it. */
    Median worst(List<Median> some) {
        Comparator<Median> byValue = Comparator.comparingDouble(Median::value);
        return Collections.max(some, least ? byValue.reversed() : byValue);
    }

    /** Returns such as {@code at least 0.6}. */
    String text() {
        String number = Median.text(limit);
        return (least ? "at least " : "at most ") + (PLAIN.contains(unit) ? number : number + " " + unit);
    }
}
