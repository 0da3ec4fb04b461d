package dev.avow.engine.verification;

import java.time.Instant;
import java.util.Optional;

/**
 * What a verification looks at; immutable.
 *
 * @param job only what is of this job, by the columns that name it
 * @param since only runs that were declared, or are for an occasion, at this moment or later; of what is stored beside
 *     runs, only rows of this moment or later
 * @param resume where an earlier verification of the same store and scope had come to
 * @param contentsMayMiss whether a content that is not there is no finding; one that is there is checked all the same
 */
public record Scope(Optional<String> job, Optional<Instant> since, Optional<String> resume, boolean contentsMayMiss) {

    /** Returns the scope of all that is stored, from the beginning, strictly. */
    public static Scope all() {
        return new Scope(Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    public Scope job(String name) {
        return new Scope(Optional.of(name), since, resume, contentsMayMiss);
    }

    public Scope since(Instant moment) {
        return new Scope(job, Optional.of(moment), resume, contentsMayMiss);
    }

    /** @param position as {@link VerificationListener#reached} gave it */
    public Scope resume(String position) {
        return new Scope(job, since, Optional.of(position), contentsMayMiss);
    }

    public Scope allowMissingContents() {
        return new Scope(job, since, resume, true);
    }

    boolean isAll() {
        return job.isEmpty() && since.isEmpty();
    }

    /** Tells whether a row beside runs belongs to this. */
    boolean includes(String rowJob, Instant at) {
        return job.map(rowJob::equals).orElse(true)
                && since.map(moment -> !at.isBefore(moment)).orElse(true);
    }
}
