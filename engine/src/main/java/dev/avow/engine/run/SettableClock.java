package dev.avow.engine.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test moves it; threads may share it. */
public final class SettableClock implements InstantSource {

    private volatile Instant now;

    public SettableClock(Instant now) {
        this.now = now;
    }

    /** Returns a clock that shows this instant. */
    public static SettableClock at(String instant) {
        return new SettableClock(Instant.parse(instant));
    }

    public synchronized void set(Instant instant) {
        now = instant;
    }

    public synchronized void set(String instant) {
        now = Instant.parse(instant);
    }

    public synchronized void advance(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
