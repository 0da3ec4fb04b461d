package dev.avow.db;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The one engine that owns a store, or the cluster whose nodes own it together. */
public interface Owners {

    Optional<OwnerRow> find();

    /**
     * Makes an engine the owner of a store that has none.
     *
     * @return false, and nothing changed, if it has one
     */
    boolean take(OwnerRow owner);

    /**
     * Makes an engine the owner in place of one whose beat stands still.
     *
     * @return false, and nothing changed, if the old owner is another by now, or its beat has moved
     */
    boolean replace(OwnerRow old, OwnerRow owner);

    /** Raises the owner's beat; returns false if another engine owns the store. */
    boolean beat(String token);

    /** Ends the ownership; returns false if another engine owns the store. */
    boolean release(String token);

    /**
     * An owner.
     *
     * @param token made new for each start
     * @param pid the process, with its start: {@code 4711@2026-01-05T03:00:00Z}
     * @param checkIn how often it raises the beat
     */
    record OwnerRow(String token, String node, String pid, Instant since, Duration checkIn, long beat) {}
}
