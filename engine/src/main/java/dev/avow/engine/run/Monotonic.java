package dev.avow.engine.run;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** This node's own time, for intervals only; it has no relation to any calendar. */
interface Monotonic {

    long nanos();

    /** Returns after about this time, or earlier. */
    void pause(Duration time);

    /** Tells whether real time passes, so that an engine whose beat stands still over it is dead. */
    default boolean isReal() {
        return true;
    }

    /** Returns the JVM's. */
    static Monotonic system() {
        return new Monotonic() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void pause(Duration time) {
                LockSupport.parkNanos(time.toNanos());
            }
        };
    }
}
