package dev.avow.db;

import java.time.Instant;
import java.util.List;

/**
 * What runs used, so that runs are found by it. All of it follows from their declarations, and is only ever appended;
 * {@link Lookups} finds runs by it.
 */
public interface Uses {

    /** Stores what runs used, in one round trip; none if there is nothing. */
    void insert(List<UseRow> uses);

    /** Returns what a run used, by kind and subject. */
    List<UseRow> of(String identity);

    /** Tells whether the members of a list are stored. */
    boolean hasList(String list);

    /** Stores members of lists, in one round trip. */
    void insertMembers(List<MemberRow> members);

    /** Returns the members of a list, by kind and subject; each once. */
    List<MemberRow> members(String list);

    /**
     * A thing that a run used.
     *
     * @param kind a code
     * @param subject what it was: a name, or a digest as text
     * @param at what the run's occasion is sorted by
     */
    record UseRow(String kind, String subject, Instant at, String identity) {}

    /**
     * A thing that whatever used a list used with it.
     *
     * @param list its digest
     */
    record MemberRow(String list, String kind, String subject) {}
}
