package dev.avow.engine.run;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells which beats of others stand still, over this node's own time: clocks are never compared. Threads may share it.
 *
 * <p>A node that stood still itself has seen nothing meanwhile, and begins to watch anew.
 */
final class Beats {

    private final Monotonic time;
    private final Duration deadAfter;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();
    private volatile long lastLook;

    Beats(Monotonic time, Duration deadAfter) {
        this.time = time;
        this.deadAfter = deadAfter;
        this.lastLook = time.nanos();
    }

    /** Notes that this node is awake; to be called more often than beats may stand still. */
    void awake() {
        long now = time.nanos();
        if (now - lastLook >= deadAfter.toNanos()) {
            seen.clear();
        }
        seen.values().removeIf(each -> now - each.asked >= 2 * deadAfter.toNanos());
        lastLook = now;
    }

    /** Tells whether a beat has been the same for so long that whoever raises it counts as dead. */
    boolean standsStill(String whose, long beat) {
        long now = time.nanos();
        Seen since = seen.compute(
                whose,
                (key, before) -> before != null && before.beat == beat
                        ? new Seen(beat, before.since, now)
                        : new Seen(beat, now, now));
        return now - since.since >= deadAfter.toNanos();
    }

    /**
     * A beat.
     *
     * @param since when it was first seen
     * @param asked when it was last asked for
     */
    private record Seen(long beat, long since, long asked) {}
}
