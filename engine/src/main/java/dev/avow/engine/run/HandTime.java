package dev.avow.engine.run;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes only when somebody pauses, or says so. */
final class HandTime implements Monotonic {

    private final AtomicLong nanos = new AtomicLong();
    private volatile Runnable paused = () -> {};
    private volatile boolean real;

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public void pause(Duration length) {
        pass(length);
        paused.run();
    }

    @Override
    public boolean isReal() {
        return real;
    }

    /** Has it taken for real time, though it is not. */
    void passesForReal() {
        real = true;
    }

    void pass(Duration length) {
        nanos.addAndGet(length.toNanos());
    }

    void onPause(Runnable action) {
        paused = action;
    }
}
