package dev.avow.db;

import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Declarations.SpecRow;
import dev.avow.db.Declarations.SpecUseRow;
import dev.avow.db.Declarations.UndeclaredRow;
import dev.avow.db.Events.StoredEvent;
import dev.avow.db.Slots.SlotRow;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Reads what is stored beside runs, in pages, for whoever checks all of it. */
public interface JobAudit {

    /** Returns spec documents by digest. */
    List<SpecRow> specs(Optional<String> after, int limit);

    /** Returns which specs tasks had, by job, task and number. */
    List<UsedRow> specUses(Optional<SpecUseRow> after, int limit);

    /** Returns decisions on slots, by job, schedule and first slot. */
    List<SlotRow> slots(Optional<SlotRow> after, int limit);

    /** Returns what will never be declared, by job, task and occasion. */
    List<UndeclaredRow> undeclared(Optional<OccasionKey> after, int limit);

    /** Returns refused mappings, by job, task, occasion and number. */
    List<RefusedRow> mappingRefusals(Optional<NumberedKey> after, int limit);

    /** Returns events that are about no run, in order. */
    List<StoredEvent> events(long after, int limit);

    /** Returns events of a job and kind between two moments that are about no run. */
    List<StoredEvent> events(String job, String kind, Instant from, Instant to);

    /** Returns events of a job and kind from a place in the order of all events up to another one, that are about no run. */
    List<StoredEvent> events(String job, String kind, long from, long before);

    /** Returns the first of all events at or after a place in their order. */
    Optional<Place> place(long from);

    /** Returns which of these will never be declared. */
    List<UndeclaredRow> undeclared(Collection<OccasionKey> keys);

    /** Returns which of these have a declaration. */
    Set<OccasionKey> declared(Collection<OccasionKey> keys);

    /** Returns the decisions that begin with these slots. */
    List<SlotRow> slots(Collection<Audit.SlotKey> keys);

    /** Returns which of these occasions have something declared, mapped, requested, or never to be declared. */
    Set<OccasionKey> occasions(Collection<OccasionKey> keys);

    /** Returns the lists that members are stored of, by digest. */
    List<ListedRow> lists(Optional<String> after, int limit);

    /** Returns contents of the database by digest, without their bytes. */
    List<ContentRow> contents(Optional<String> after, int limit);

    /** Visits the bytes of contents after a digest and up to one, this one included. */
    void contents(Optional<String> after, String upTo, Consumer<ContentBytes> visitor);

    /**
     * A spec that a task had for some time.
     *
     * @param first the declaration that it names as the first one made from it, if that is stored
     */
    record UsedRow(SpecUseRow use, Optional<FirstUse> first) {}

    /** What the columns of a declaration say. */
    record FirstUse(String job, String task, String spec, Instant declaredAt) {}

    /** Where an event is in the order of all events, and when it was appended. */
    record Place(long seq, Instant at) {}

    /** A mapping's key. */
    record NumberedKey(OccasionKey key, int number) {}

    /**
     * A refused mapping.
     *
     * @param mapped whether there is such a mapping
     */
    record RefusedRow(NumberedKey key, Instant at, boolean mapped) {}

    /**
     * A list that members are stored of.
     *
     * @param list its mark, see {@link Uses#mark}
     * @param used whether it is stored that a run used it
     */
    record ListedRow(String list, boolean used) {}

    /**
     * A content.
     *
     * @param size as it stands in the column
     * @param bytes how many there are
     */
    record ContentRow(String digest, long size, long bytes) {}

    /** The bytes of a content. */
    record ContentBytes(String digest, Bytes body) {}
}
