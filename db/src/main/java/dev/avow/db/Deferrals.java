package dev.avow.db;

import java.time.Instant;
import java.util.Optional;

/** What deferred attempts go on from, as long as they have not ended: only what they deferred with last. */
public interface Deferrals {

    /** Stores what an attempt is deferred with, in place of what it was deferred with before. */
    void put(String identity, int attempt, Instant until, Bytes body);

    /** Notes that an attempt was lost while it went on, and has to go on from the same again. */
    void lose(String identity, int attempt, Instant until, boolean counted);

    Optional<DeferralRow> find(String identity, int attempt);

    /** Deletes what an attempt was deferred with; nothing happens if it never was. */
    void delete(String identity, int attempt);

    /**
     * What an attempt was deferred with.
     *
     * @param until when it goes on
     * @param body the operator's state: canonical JSON
     * @param times how often the attempt was deferred
     * @param losses how often it was lost since then
     * @param epoch of the attempt's last claim
     */
    record DeferralRow(String identity, int attempt, Instant until, Bytes body, int times, int losses, int epoch) {}
}
