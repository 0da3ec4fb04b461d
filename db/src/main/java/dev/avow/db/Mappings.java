package dev.avow.db;

import dev.avow.db.Declarations.OccasionKey;
import java.time.Instant;
import java.util.Optional;

/** Which elements a mapped task has a run for each of, on an occasion; only ever appended. */
public interface Mappings {

    /**
     * Stores a mapping.
     *
     * @return false, and nothing stored, if (job, task, occasion, number) has one already
     */
    boolean insert(MappingRow mapping);

    Optional<MappingRow> find(OccasionKey key, int number);

    /** Returns the mapping of an occasion and task that has the highest number. */
    Optional<MappingRow> newest(OccasionKey key);

    /** Stores that the runs of a mapping that are not declared yet never will be; its mapping must be stored. */
    void refuse(OccasionKey key, int number, Instant at);

    boolean isRefused(OccasionKey key, int number);

    /**
     * A mapping.
     *
     * @param number the declaration number of its runs
     * @param elements how many
     * @param list the digest of what is kept of the elements
     */
    record MappingRow(OccasionKey key, int number, int elements, String list, Instant at) {}
}
