package dev.avow.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** How much later than their moments things started; threads may share it. */
final class Delays {

    private final Duration length;
    private final List<Double> milliseconds = new ArrayList<>();
    private final CountDownLatch left;
    private volatile Instant from = Instant.MAX;

    /**
     * Nothing counts yet.
     *
     * @param length of the time in which moments will count
     * @param expected how many things are due in that time
     */
    Delays(Duration length, int expected) {
        this.length = length;
        this.left = new CountDownLatch(expected);
    }

    /** From when on moments count: one that has not come yet. */
    void open(Instant moment) {
        from = moment;
    }

    void started(Instant due, Instant at) {
        Instant first = from;
        if (due.isBefore(first) || !due.isBefore(first.plus(length))) {
            return;
        }
        synchronized (milliseconds) {
            milliseconds.add(Duration.between(due, at).toNanos() / 1e6);
        }
        left.countDown();
    }

    /** Waits until all have started that are expected. */
    Delays await() throws InterruptedException {
        AvowRuns.await(left);
        return this;
    }

    /** Returns the delay that so many of a hundred do not exceed. */
    double percentile(int percent) {
        synchronized (milliseconds) {
            return percentile(milliseconds, percent);
        }
    }

    /** Returns the least of the values that so many of a hundred of them do not exceed. */
    static double percentile(List<Double> values, int percent) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(Math.max(0, (sorted.size() * percent + 99) / 100 - 1));
    }
}
