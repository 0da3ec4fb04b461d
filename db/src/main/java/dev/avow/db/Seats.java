package dev.avow.db;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Pools of seats: which runs have one, and which queue for one. */
public interface Seats {

    /**
     * Keeps other transactions from a pool until this one ends; a pool that was never named before is made.
     *
     * @return how many seats it has, if that is set
     */
    OptionalInt lock(String pool);

    /** Sets how many seats a pool has, which must be there. */
    void resize(String pool, int slots);

    /** Returns how many seats of a pool are taken. */
    int taken(String pool);

    /**
     * Stores that a run has a seat, or a place at the end of the queue for one.
     *
     * @throws StoreException if the run has either in this pool, or the pool is not there
     */
    void insert(SeatRow seat);

    /** Returns the seats of a run, and its places in queues, by pool. */
    List<SeatRow> of(String identity);

    /** Deletes all seats of a run, and its places in queues. */
    void delete(String identity);

    /**
     * Returns who queues for a pool, longest first.
     *
     * @param full leaves those out that also queue for one of these pools
     */
    List<SeatRow> queue(String pool, Set<String> full, int limit);

    /** Returns the pools that somebody queues for. */
    List<String> queuedFor();

    /** Returns runs that have a seat although they wait for something else than what they deferred to, or are in none of these states. */
    List<String> idle(Set<String> states, int limit);

    /**
     * A seat, or a place in the queue for one.
     *
     * @param attempt for which attempt of the run
     * @param taken whether it is a seat
     */
    record SeatRow(String pool, String identity, int attempt, boolean taken) {}
}
