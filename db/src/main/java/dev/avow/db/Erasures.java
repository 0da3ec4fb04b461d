package dev.avow.db;

import dev.avow.db.Attempts.OutputRow;
import java.util.List;

/**
 * What was erased of runs, by their events of kind {@code ERASED}, and which contents nobody needs any more.
 *
 * <p>A content above {@value ContentStore#MAX_IN_DATABASE} bytes lies in a directory, so that it cannot be deleted in a
 * transaction: its digest is noted, and it is deleted after the commit.
 */
public interface Erasures {

    /** Tells whether a run was erased. */
    boolean isErased(String identity);

    /** Returns the private outputs of all attempts of a run, by attempt and name. */
    List<OutputRow> privateOutputs(String identity);

    /** Tells whether an output that is not erased, or a kept input with this locator, has this content. */
    boolean isUsed(String digest, String locator);

    /** Tells whether a content is in the database. */
    boolean isInDatabase(String digest);

    /**
     * Returns the outputs of an attempt, of at most {@value ContentStore#MAX_IN_DATABASE} bytes, whose content is not in the
     * database.
     */
    List<String> lost(String identity, int attempt);

    /** Deletes a content from the database, if it is there. */
    void deleteContent(String digest);

    /** Notes that a content is to be deleted from the directory. */
    void addRemoval(String digest);

    /** Returns contents that are to be deleted from the directory. */
    List<String> removals(int limit);

    /** Notes that a content needs no deleting any more. */
    void endRemoval(String digest);
}
