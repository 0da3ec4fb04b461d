package dev.avow.console;

import java.time.Duration;

/** How a command waits. */
interface Patience {

    /** Returns time that only grows, from no particular moment, in nanoseconds. */
    long nanos();

    /** Waits that long. */
    void pause(Duration length);

    static Patience system() {
        return new Patience() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void pause(Duration length) {
                try {
                    Thread.sleep(length.toMillis());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new InputException("The command was interrupted while it waited.", e);
                }
            }
        };
    }
}
