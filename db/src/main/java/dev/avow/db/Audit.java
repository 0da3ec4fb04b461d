package dev.avow.db;

import dev.avow.db.Attempts.AttemptRow;
import dev.avow.db.Attempts.OutputRow;
import dev.avow.db.Declarations.DeclarationRow;
import dev.avow.db.Declarations.LocatorRow;
import dev.avow.db.Events.StoredEvent;
import dev.avow.db.Mappings.MappingRow;
import dev.avow.db.PrivateValues.PrivateRow;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Uses.UsedRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;

/** Reads what is stored of many runs at once, for whoever checks all of it: some queries a page, and none a run. */
public interface Audit {

    /** Returns the identities of declarations, in order. */
    List<String> identities(Choice choice, Optional<String> after, int limit);

    /** Returns how many bytes are about stored of each run, in order; it reads none of them. */
    SortedMap<String, Long> bytes(Span span);

    /** Returns declarations by identity. */
    List<DeclaredRow> declarations(Choice choice, Optional<String> after, int limit);

    /** Returns the runs. */
    List<StandingRow> runs(Span span);

    /** Returns the attempts, in order. */
    List<TriedRow> attempts(Span span);

    /** Returns the outputs, by attempt and name. */
    List<MadeRow> outputs(Span span);

    /** Returns what is kept of deferred attempts. */
    List<DeferredRow> deferrals(Span span);

    /** Returns the locators of each run that has some. */
    Map<String, List<LocatorRow>> locators(Span span);

    /** Returns the private values of each run that has a key or a text; the key has no bytes where it is missing. */
    Map<String, PrivateRow> privateValues(Span span);

    /** Returns the mappings that mapped runs were declared by. */
    List<MappingRow> mappings(Span span);

    /** Returns what the runs used, by identity. */
    List<UsedRow> uses(Span span);

    /** Visits the events of runs, by identity and in order; few of them are in memory at once. */
    void events(Span span, Consumer<StoredEvent> visitor);

    /** Returns the sizes of those of these contents that the database has. */
    Map<String, Long> contentSizes(Collection<String> digests);

    /** Returns what reads of rows that are about others, in the same snapshot. */
    CrossAudit across();

    /**
     * Which declarations: of one job, if it is named, and declared or for an occasion at a moment or later; or one alone.
     */
    record Choice(Optional<String> job, Optional<Instant> since, Optional<String> identity) {

        public Choice(Optional<String> job, Optional<Instant> since) {
            this(job, since, Optional.empty());
        }

        /** Returns the one declaration with this identity. */
        public static Choice one(String identity) {
            return new Choice(Optional.empty(), Optional.empty(), Optional.of(identity));
        }

        /** Returns all declarations. */
        public static Choice all() {
            return new Choice(Optional.empty(), Optional.empty());
        }

        /** Tells whether this is all that is stored. */
        public boolean isAll() {
            return job.isEmpty() && since.isEmpty() && identity.isEmpty();
        }
    }

    /** Rows of which runs, whether there is such a run or not. */
    sealed interface Span {}

    /** Those after an identity and up to one, this one included; empty for no end. */
    record Between(Optional<String> after, Optional<String> upTo) implements Span {}

    /** Those of these runs. */
    record Only(List<String> identities) implements Span {

        public Only {
            identities = List.copyOf(identities);
        }
    }

    /**
     * A declaration.
     *
     * @param specStoredAt since when its spec is stored; empty if it is not
     * @param specNoted whether the spec is noted as one that its task had
     */
    record DeclaredRow(DeclarationRow row, Optional<Instant> specStoredAt, boolean specNoted) {}

    /**
     * A run.
     *
     * @param index of its element, as it stands in the column
     * @param key of its element, as it stands in the column
     * @param took what the run repeats of its attempts; empty if it says nothing
     */
    record StandingRow(RunRow row, int index, Optional<String> key, Optional<Took> took) {}

    /**
     * What a run repeats of an attempt.
     *
     * @param took how long it took; empty if it had not ended, or was deferred
     */
    record Took(int attempt, Optional<Duration> took) {}

    /**
     * An attempt.
     *
     * @param cancel whether it is marked to be cancelled
     */
    record TriedRow(AttemptRow row, boolean cancel) {}

    /**
     * An output.
     *
     * @param seq its place in the order of all outputs
     */
    record MadeRow(OutputRow row, long seq) {}

    /** What an attempt was deferred with: as {@link Deferrals.DeferralRow}, whether there is such an attempt or not. */
    record DeferredRow(String identity, int attempt, Instant until, Bytes body, int times, int losses) {}

    /** A slot of a schedule. */
    record SlotKey(String job, String schedule, Instant scheduledFor) {}
}
