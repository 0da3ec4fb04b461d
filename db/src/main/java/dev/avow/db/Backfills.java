package dev.avow.db;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Spans of past slots that somebody asked to declare, and how far each is. */
public interface Backfills {

    /**
     * Stores a backfill.
     *
     * @return false, and nothing stored, if there is one of this id
     */
    boolean insert(BackfillRow backfill);

    Optional<BackfillRow> find(String id);

    /** As {@link #find}, and keeps other transactions from changing it until this one ends. */
    Optional<BackfillRow> lock(String id);

    /** Returns backfills in a state of these jobs, oldest first. */
    List<BackfillRow> inState(String state, Set<String> jobs, int limit);

    /** Returns the backfills of a job, newest first. */
    List<BackfillRow> ofJob(String job, int limit);

    /** Stores how far a backfill is: all but what it is about. */
    void change(BackfillRow backfill);

    /** Notes that a backfill declared an occasion, which is active from now on. */
    void addOccasion(String id, String occasion);

    /** As {@link #addOccasion}, of many, in one round trip. */
    void addOccasions(String id, List<String> occasions);

    /** Returns the active occasions of a backfill, in the order of their keys. */
    List<String> active(String id);

    /** Notes that an occasion is active no more. */
    void end(String id, String occasion);

    /**
     * A backfill.
     *
     * @param firstFor the first moment of the span
     * @param lastFor its last moment, which belongs to it
     * @param maxActive how many of its occasions may be active at once
     * @param doneTo up to where its slots are decided
     */
    record BackfillRow(
            String id,
            String job,
            String schedule,
            Instant firstFor,
            Instant lastFor,
            int maxActive,
            String requestedBy,
            String state,
            Instant doneTo,
            Counts counts,
            Instant at) {

        /** Returns this backfill in another state. */
        public BackfillRow in(String other) {
            return with(other, doneTo, counts);
        }

        /** Returns this backfill when it is further on. */
        public BackfillRow doneTo(Instant moment, Counts now) {
            return with(state, moment, now);
        }

        private BackfillRow with(String newState, Instant moment, Counts now) {
            return new BackfillRow(
                    id, job, schedule, firstFor, lastFor, maxActive, requestedBy, newState, moment, now, at);
        }
    }

    /** How many slots a backfill declared, found declared, and could not declare. */
    record Counts(long declared, long existing, long refused) {}
}
