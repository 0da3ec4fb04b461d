package dev.avow.engine.run;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells which beats of others stand still, over this node's own time: clocks are never compared. Threads may share it.
 *
 * <p>A node that stood still itself, or whose database was away, has seen nothing meanwhile: what counts is also how often
 * it could show its own life since it first saw a beat.
 */
final class Beats {

    /** As many check-ins as beats may stand still. */
    private static final int ROUNDS = 5;

    /** Much longer than the longest look, between two of which nobody asks for a beat. */
    private static final Duration MEMORY = Duration.ofHours(1);

    private final Monotonic time;
    private final Duration deadAfter;
    private final AtomicLong rounds = new AtomicLong();
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();
    private volatile long lastLook;

    Beats(Monotonic time, Duration deadAfter) {
        this.time = time;
        this.deadAfter = deadAfter;
        this.lastLook = time.nanos();
    }

    /** Notes that this node has shown that it lives; to be called more often than beats may stand still. */
    void awake() {
        rounds.incrementAndGet();
        long now = time.nanos();
        if (now - lastLook >= deadAfter.toNanos()) {
            seen.clear();
        }
        seen.values().removeIf(each -> now - each.asked >= MEMORY.toNanos());
        lastLook = now;
    }

    /** Tells whether a beat has been the same for so long that whoever raises it counts as dead. */
    boolean standsStill(String whose, long beat) {
        long now = time.nanos();
        Seen since = seen.compute(
                whose,
                (key, before) -> before != null && before.beat == beat
                        ? new Seen(beat, before.since, before.round, now)
                        : new Seen(beat, now, rounds.get(), now));
        return now - since.since >= deadAfter.toNanos() && rounds.get() - since.round >= ROUNDS;
    }

    /**
     * A beat.
     *
     * @param since when it was first seen
     * @param round in which round of this node that was
     * @param asked when it was last asked for
     */
    private record Seen(long beat, long since, long round, long asked) {}
}
