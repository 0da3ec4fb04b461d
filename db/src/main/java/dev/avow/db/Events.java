package dev.avow.db;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What happened, in order; only ever appended. */
public interface Events {

    /** Stores an event and returns its place in the order. */
    long append(EventRow event);

    /** Returns the newest events of a run before a place in the order, newest first. */
    List<StoredEvent> ofRun(String identity, long before, int limit);

    /** Returns events of a run after a place in the order, oldest first. */
    List<StoredEvent> ofRunAfter(String identity, long after, int limit);

    /** Returns how many events of a run are before a place in the order. */
    long countOfRun(String identity, long before);

    /** Returns the newest event of a run of one kind. */
    Optional<StoredEvent> newest(String identity, String kind);

    /** Returns the events of a run of these kinds, oldest first. */
    List<StoredEvent> ofRun(String identity, Set<String> kinds);

    /** Returns events of a job after a place in the order, oldest first. */
    List<StoredEvent> ofJob(String job, long after, int limit);

    /** Returns events of a job of one kind before a place in the order, newest first. */
    List<StoredEvent> ofKind(String job, String kind, long before, int limit);

    /**
     * An event.
     *
     * @param kind upper-case letters and underscores, at most 40
     * @param identity of the run, if it is about one
     * @param body canonical JSON
     * @param digest of the body
     */
    record EventRow(
            String kind,
            String job,
            Optional<String> identity,
            OptionalInt attempt,
            Instant at,
            Bytes body,
            String digest) {}

    /** An event with its place in the order. */
    record StoredEvent(long seq, EventRow event) {}
}
