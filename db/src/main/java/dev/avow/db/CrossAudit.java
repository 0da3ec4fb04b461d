package dev.avow.db;

import dev.avow.db.Audit.SlotKey;
import dev.avow.db.Events.StoredEvent;
import dev.avow.db.JobAudit.NumberedKey;
import dev.avow.db.Mappings.MappingRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads what rows say of others that are about something else, for whoever compares them. */
public interface CrossAudit {

    /** Returns the attempts of those of these runs that are declared, in order; one without attempt for a run that has none. */
    List<UpstreamRow> upstream(Collection<String> identities);

    /** Returns what is stored under these numbers, for each under which something is. */
    List<NumberRow> numbers(Collection<NumberedKey> keys);

    /** Returns mappings, by job, task, occasion and number, each with what is declared of it. */
    List<ListedRow> mappings(Optional<NumberedKey> after, int limit);

    /** Returns the newest declaration of each element that has the mapping's number or a lower one, by index. */
    List<ElementRow> elements(NumberedKey mapping);

    /** Returns the slots, of these, that no decision is stored on. */
    Set<SlotKey> undecided(Collection<SlotKey> slots);

    /** Returns events of a kind that are about no run, of these jobs. */
    List<StoredEvent> events(String kind, Collection<String> jobs);

    /** Returns, of these contents, those that a run refers to. */
    List<ReferredRow> referred(Collection<String> digests);

    /** Compares the times of some events after a place in the order of all, the one at the place included. */
    Order order(long from, int limit, Duration tolerance);

    /**
     * An attempt of a run that another one refers to.
     *
     * @param number of the run's declaration
     * @param attempt 0 where there is none
     * @param state empty where there is none
     */
    record UpstreamRow(
            String identity,
            int number,
            int attempt,
            String state,
            Optional<Instant> startedAt,
            Optional<Instant> endedAt) {}

    /**
     * What is stored under a number of an occasion and task: declarations, a mapping, or both.
     *
     * @param first the place of the first event that tells of such a declaration
     */
    record NumberRow(NumberedKey key, OptionalLong first) {}

    /**
     * A mapping.
     *
     * @param declared how many of its elements have a declaration of its number or a lower one
     * @param highest the highest index that has one of its very number, -1 if none has
     * @param follows whether something is stored under the number before, or it is the first
     * @param settled whether nothing stored says that some of its elements are not declared yet, or never will be
     */
    record ListedRow(MappingRow row, int declared, int highest, boolean follows, boolean settled) {}

    /**
     * An element of a mapped task that has a declaration.
     *
     * @param key as the run has it, empty if there is no run
     */
    record ElementRow(int index, Optional<String> key) {}

    /**
     * A content.
     *
     * @param identity the first run that refers to it
     * @param runs how many do
     */
    record ReferredRow(String digest, String identity, long runs) {}

    /**
     * Times in the order of all events.
     *
     * @param last the place of the last event that was compared; empty if there is none after the first
     * @param early those that are earlier than the one before
     */
    record Order(OptionalLong last, List<EarlyRow> early) {}

    /** An event whose time is before that of the event before it. */
    record EarlyRow(long seq, Instant at, long before, Instant beforeAt) {}
}
