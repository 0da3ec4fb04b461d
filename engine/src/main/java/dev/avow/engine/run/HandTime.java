package dev.avow.engine.run;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes only when somebody pauses, or says so. */
final class HandTime implements Monotonic {

    /** Only for tests of the engine itself: time that does not pass says nothing about another engine. */
    private static final boolean TAKES_OVER = Boolean.getBoolean("dev.avow.engine.takeover");

    private final AtomicLong nanos = new AtomicLong();
    private volatile Runnable paused = () -> {};

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
    public boolean tellsLife() {
        return TAKES_OVER;
    }

    void pass(Duration length) {
        nanos.addAndGet(length.toNanos());
    }

    void onPause(Runnable action) {
        paused = action;
    }
}
