package dev.avow.db;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Attempts: who claimed which try of a run, and how it ended. */
public interface Attempts {

    /**
     * Stores the claim of an attempt: state {@code RUNNING}, beat 0, not ended.
     *
     * @return false, and nothing stored, if (identity, attempt) was claimed before
     */
    boolean claim(Claim claim, Instant at);

    /**
     * Ends or defers an attempt, if it is live and its epoch is the claim's.
     *
     * @return false, and nothing changed, if it has ended or its epoch was raised: the claim is stale
     */
    boolean end(Claim claim, Ending ending);

    /**
     * As {@link #end}, if the attempt's beat is still the one that was seen; raises the epoch by one, so that every later
     * write of the claim is stale.
     */
    boolean fence(AttemptRow seen, Ending ending);

    /**
     * Gives a deferred attempt to a new claim, if the claim's epoch is the next one: state {@code RUNNING}, not ended.
     *
     * @return false, and nothing changed, if it is not deferred, or its epoch is another one
     */
    boolean resume(Claim claim);

    /**
     * Ends a deferred attempt, and raises its epoch.
     *
     * @return false, and nothing changed, if it is not deferred
     */
    boolean endDeferred(String identity, int attempt, Ending ending);

    /** Raises the beat of each live attempt of a node, and returns how many there are. */
    int beat(String node);

    /**
     * Returns attempts that have not ended, oldest first.
     *
     * @param after the last one of the page before
     */
    List<AttemptRow> live(Optional<AttemptRow> after, int limit);

    Optional<AttemptRow> find(String identity, int attempt);

    /** Returns the attempts of a run, in order. */
    List<AttemptRow> list(String identity);

    /** Stores the outputs of an attempt; only ever appended. */
    void insertOutputs(List<OutputRow> outputs);

    /** Returns the outputs of an attempt, by name. */
    List<OutputRow> outputs(String identity, int attempt);

    /** Returns outputs with this digest, newest first: which runs may have made that content. */
    List<OutputRow> outputsByDigest(String digest, int limit);

    /** The right to one attempt, until it ends or its epoch is raised. */
    record Claim(String identity, int attempt, String node, int epoch) {}

    /**
     * How an attempt ended, or was deferred.
     *
     * @param detail what a person should know of it; empty if nothing
     */
    record Ending(String state, String detail, Instant at) {}

    /**
     * An attempt.
     *
     * @param endedAt since when it has no claim: it has ended, or is deferred
     */
    record AttemptRow(
            Claim claim, String state, String detail, long beat, Instant startedAt, Optional<Instant> endedAt) {}

    /**
     * An output of an attempt, which {@link ContentStore} keeps by digest.
     *
     * @param isPrivate whether its content is deleted when the run is erased
     */
    record OutputRow(
            String identity, int attempt, String name, String digest, String mediaType, long size, boolean isPrivate) {

        /** An output that is not private. */
        public OutputRow(String identity, int attempt, String name, String digest, String mediaType, long size) {
            this(identity, attempt, name, digest, mediaType, size, false);
        }

        /** Returns this output as a private one. */
        public OutputRow marked() {
            return new OutputRow(identity, attempt, name, digest, mediaType, size, true);
        }
    }
}
