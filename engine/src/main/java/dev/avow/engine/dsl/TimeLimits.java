package dev.avow.engine.dsl;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a run may take; not declared.
 *
 * @param run from the start of its first attempt, over all retries
 * @param deadline from its occasion until it is told to be late
 */
public record TimeLimits(Optional<Duration> run, Optional<Duration> deadline) {

    /** Returns no limits. */
    public static TimeLimits none() {
        return new TimeLimits(Optional.empty(), Optional.empty());
    }
}
