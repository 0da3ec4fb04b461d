package dev.avow.db;

import dev.avow.db.Attempts.Claim;
import java.util.List;

/** Which attempts somebody wants to end. */
public interface Cancels {

    /**
     * Marks a live attempt.
     *
     * @return false, and nothing changed, if it has ended or is marked
     */
    boolean mark(String identity, int attempt);

    /** Tells whether an attempt is marked, live or ended. */
    boolean isMarked(String identity, int attempt);

    /** Returns the claims of a node's live attempts that are marked. */
    List<Claim> marked(String node);
}
