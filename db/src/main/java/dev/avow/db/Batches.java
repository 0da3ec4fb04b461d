package dev.avow.db;

import dev.avow.db.Attempts.Claim;
import dev.avow.db.Attempts.Ending;
import dev.avow.db.Declarations.DeclarationRow;
import dev.avow.db.Declarations.LocatorRow;
import dev.avow.db.Dues.DueRow;
import dev.avow.db.Events.EventRow;
import dev.avow.db.PrivateValues.PrivateRow;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Runs.Standing;
import dev.avow.db.Slots.CursorRow;
import dev.avow.db.Slots.SlotRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * Writes many rows of one table in one round trip, in the order of the list; none if there is none. If the key of a row to
 * insert is taken, that fails with a {@link StoreException}, and the transaction has to be rolled back.
 */
public interface Batches {

    /** Stores declarations; their specs must be stored before. */
    void declarations(List<DeclarationRow> declarations);

    /** Stores where each input of declarations lies, by their identities. */
    void locators(Map<String, List<LocatorRow>> locators);

    /** Stores the keys and the texts of declarations, by their identities. */
    void privateValues(Map<String, PrivateRow> rows);

    void runs(List<RunRow> runs);

    /**
     * Changes where runs stand, each if it stands in one of the expected states.
     *
     * @return whether all of them did
     */
    boolean change(Set<String> expectedStates, Map<String, Standing> to);

    /** Stores claims, as {@link Attempts#claim} does. */
    void claims(List<Claim> claims, Instant at);

    /** Ends attempts, as {@link Attempts#end} does, and returns the claims of those that were live. */
    Set<Claim> end(Map<Claim, Ending> endings);

    void dues(List<DueRow> dues);

    void events(List<EventRow> events);

    void slots(List<SlotRow> slots);

    /** Moves cursors, as {@link Slots#advance} does, and returns those that were moved, as they stood before. */
    Set<CursorRow> advance(SortedMap<CursorRow, Instant> to);
}
