package dev.avow.console.report;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** A run in a plot of a duration in milliseconds. */
record Point(RunFact run, long millis) {

    Instant at() {
        return run.run().at();
    }

    /** Returns the value that this part of the sorted values does not exceed, by the nearest rank. */
    static long quantile(List<Point> points, double part) {
        long[] sorted = points.stream().mapToLong(Point::millis).sorted().toArray();
        int rank = (int) Math.ceil(part * sorted.length);
        return sorted[Math.max(0, Math.min(sorted.length - 1, rank - 1))];
    }

    static long least(List<Point> points) {
        return Arrays.stream(points.stream().mapToLong(Point::millis).toArray())
                .min()
                .orElse(0);
    }

    static long most(List<Point> points) {
        return Arrays.stream(points.stream().mapToLong(Point::millis).toArray())
                .max()
                .orElse(0);
    }
}
