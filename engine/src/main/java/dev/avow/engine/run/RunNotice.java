package dev.avow.engine.run;

import dev.avow.engine.gate.Reason;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.identity.Identity;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a {@link RunListener} is told.
 *
 * @param occasion the occasion's key, as the history shows it
 * @param attempt the run's newest attempt, if any was made: for an ended run also one that ended earlier
 * @param state where the run stood after this
 * @param reason why it was denied, of a denial alone
 * @param detail what a person should know of it; empty if nothing
 * @param at when it happened, by the engine's clock
 */
public record RunNotice(
        Kind kind,
        Identity identity,
        String job,
        String task,
        String occasion,
        OptionalInt attempt,
        RunState state,
        Optional<Reason> reason,
        String detail,
        Instant at) {

    /** What happened; each is told by the method of {@link RunListener} that is named like it. */
    public enum Kind {
        DECLARED,
        DENIED,
        STARTED,
        DEFERRED,
        RESUMED,
        LATE,
        RETRYING,
        SUCCEEDED,
        FAILED
    }
}
