package dev.avow.engine.history;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that was not executed, and why.
 *
 * @param task empty if it is about all tasks of a job
 * @param occasion its key; of slots that were skipped together, that of the first
 * @param at what it is sorted by: of a run, its occasion's moment; else when it happened
 * @param reason a code: what a run waits for or which state it ended in, else why there is no run
 * @param message what a person should know of it; empty if nothing
 * @param run the run, if there is one
 */
public record NeverExecuted(
        Kind kind,
        String job,
        Optional<String> task,
        String occasion,
        Instant at,
        String reason,
        String message,
        Optional<RunView> run) {

    /** What stands in the way. */
    public enum Kind {
        /** Nothing: it has a trigger, and is executed when its time comes. */
        ADMITTED,
        /** A run waits, and its waiting reason is the reason. */
        WAITING,
        /** The gate denied a run; the reason and the message are those of the newest denial. */
        DENIED,
        /** A run ended before its first attempt: it was cancelled, rejected, or expired. */
        ENDED,
        /** It could not be declared. */
        REFUSED,
        /** Its slots were passed over by the catch-up policy. */
        SKIPPED,
        /** Its task is never declared for this occasion. */
        UNDECLARED
    }
}
