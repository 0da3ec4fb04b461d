package dev.avow.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The real time, some time ago, until it catches up in one leap: all slots between are due then. */
final class ShiftedClock implements InstantSource {

    private volatile Duration behind;

    ShiftedClock(Duration behind) {
        this.behind = behind;
    }

    void catchUp() {
        behind = Duration.ZERO;
    }

    @Override
    public Instant instant() {
        return InstantSource.system().instant().minus(behind);
    }
}
