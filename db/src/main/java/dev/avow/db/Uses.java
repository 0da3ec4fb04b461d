package dev.avow.db;

import dev.avow.db.Lookups.Use;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What runs used, so that runs are found by it. All of it follows from their declarations, and is only ever appended;
 * {@link Lookups} finds runs by it. What was used stands as a mark of it: a text would stand in each row and each index.
 */
public interface Uses {

    /** The kinds whose subjects are kept as text, since they lead on to other runs. */
    Set<String> KEPT = Set.of("UPSTREAM", Use.LIST);

    /** Stores what runs used, in one round trip; none if there is nothing. */
    void insert(List<UseRow> uses);

    /** Returns what a run used. */
    List<UsedRow> of(String identity);

    /** Tells whether the members of a list are stored. */
    boolean hasList(String list);

    /** Stores members of lists, in one round trip. */
    void insertMembers(List<MemberRow> members);

    /** Returns the members of a list, by kind and subject; each once. */
    List<MemberRow> members(String list);

    /** Returns the first 16 bytes of the SHA-256 of a kind, a space and a subject: no two of them are alike. */
    static UUID mark(String kind, String subject) {
        try {
            ByteBuffer digest = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256")
                    .digest((kind + ' ' + subject).getBytes(StandardCharsets.UTF_8)));
            return new UUID(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /**
     * A thing that a run used.
     *
     * @param kind a code
     * @param subject what it was: a name, or a digest as text
     * @param at what the run's occasion is sorted by
     */
    record UseRow(String kind, String subject, Instant at, String identity) {

        /** Returns what is stored of it. */
        public UsedRow stored() {
            return new UsedRow(
                    Uses.mark(kind, subject),
                    KEPT.contains(kind) ? Optional.of(subject) : Optional.empty(),
                    at,
                    identity);
        }
    }

    /**
     * What is stored of a thing that a run used.
     *
     * @param subject as text, where that is kept
     */
    record UsedRow(UUID mark, Optional<String> subject, Instant at, String identity) {

        /** Tells whether this is what was used. */
        public boolean is(String kind, String what) {
            return mark.equals(Uses.mark(kind, what));
        }

        /** Returns the subject that is kept, if it is of a kind. */
        public Optional<String> subjectOf(String kind) {
            return subject.filter(kept -> is(kind, kept));
        }
    }

    /**
     * A thing that whatever used a list used with it.
     *
     * @param list its digest
     * @param found whether its own mark is stored with it, by which it is found
     */
    record MemberRow(String list, String kind, String subject, boolean found) {

        public MemberRow(String list, String kind, String subject) {
            this(list, kind, subject, true);
        }
    }
}
