package dev.avow.engine.history;

import java.time.Instant;

/**
 * What became of a run's need for approval.
 *
 * @param by who; empty if it expired
 * @param role as which they did; empty if it expired
 * @param comment empty if there is none
 */
public record ReviewView(Verdict verdict, String by, String role, String comment, Instant at) {

    /** What was decided. */
    public enum Verdict {
        APPROVED,
        REJECTED,
        EXPIRED
    }
}
