package dev.avow.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** How much later than their moments things started; threads may share it. */
final class Delays {

    private final Instant from;
    private final Instant to;
    private final List<Double> milliseconds = new ArrayList<>();
    private final CountDownLatch left;

    /**
     * @param from the first moment that counts
     * @param to the moment before which moments count
     * @param expected how many things are due between
     */
    Delays(Instant from, Instant to, int expected) {
        this.from = from;
        this.to = to;
        this.left = new CountDownLatch(expected);
    }

    void started(Instant due, Instant at) {
        if (due.isBefore(from) || !due.isBefore(to)) {
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
