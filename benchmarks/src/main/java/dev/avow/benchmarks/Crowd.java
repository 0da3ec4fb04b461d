package dev.avow.benchmarks;

import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that do the same at once. */
final class Crowd {

    private Crowd() {}

    /** Returns when all have done it; throws what one of them threw. */
    static void run(int threads, Callable<Boolean> work) throws Exception {
        ExecutorService crowd = Executors.newFixedThreadPool(threads);
        try {
            for (Future<Boolean> each : crowd.invokeAll(Collections.nCopies(threads, work))) {
                each.get();
            }
        } finally {
            crowd.shutdownNow();
        }
    }
}
