package dev.avow.db.internal;

import dev.avow.db.StoreException;
import java.util.ArrayDeque;
import java.util.Deque;

/** What was opened, to be closed once, in reverse order; threads may share it. */
final class Closing implements AutoCloseable {

    private final Deque<Step> steps = new ArrayDeque<>();

    synchronized void add(Step step) {
        steps.push(step);
    }

    /** Does every step, whatever happens to the ones before, and then throws what happened first. */
    @Override
    public synchronized void close() {
        StoreException failure = null;
        while (!steps.isEmpty()) {
            try {
                steps.pop().run();
            } catch (Exception e) {
                if (failure == null) {
                    failure = new StoreException("Store was not closed in good order. See the cause.", e);
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** One step of closing. */
    @FunctionalInterface
    interface Step {

        void run() throws Exception;
    }
}
