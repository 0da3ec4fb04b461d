package dev.avow.db;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Moments at which something is due of runs that have not ended, one of each kind for a run. */
public interface Dues {

    /**
     * Stores a moment.
     *
     * @return false, and nothing stored, if the run has one of this kind
     */
    boolean insert(DueRow due);

    /** Returns when it is due, if the run has a moment of this kind. */
    Optional<Instant> find(String identity, String kind);

    /**
     * Removes a moment.
     *
     * @return false if the run has none of this kind
     */
    boolean delete(String identity, String kind);

    /**
     * Returns what of a kind is due by then, earliest first.
     *
     * @param after the last one of the page before
     */
    List<DueRow> due(String kind, Instant until, Optional<DueRow> after, int limit);

    /**
     * A moment.
     *
     * @param kind what is due: a code
     */
    record DueRow(String identity, String kind, Instant at) {}
}
