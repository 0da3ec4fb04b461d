package dev.avow.engine.history;

import java.time.Instant;

/**
 * A backfill, and how far it is.
 *
 * @param doneTo up to where its slots are decided
 * @param declared how many slots it declared
 * @param existing how many were declared before
 * @param refused how many could not be declared; the history has the reasons
 * @param active how many of its occasions have not ended
 */
public record BackfillView(
        String id,
        String job,
        String schedule,
        Instant from,
        Instant to,
        int maxActive,
        String by,
        State state,
        Instant doneTo,
        long declared,
        long existing,
        long refused,
        int active) {

    /** Whether a backfill goes on; the names are stored. */
    public enum State {
        RUNNING,
        /** All its slots are decided; occasions of it may still be active. */
        DONE,
        CANCELLED
    }
}
