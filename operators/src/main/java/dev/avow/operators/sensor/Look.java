package dev.avow.operators.sensor;

import dev.avow.engine.operator.OperatorResult;
import java.time.Duration;
import java.util.Optional;

/**
 * What a poke found.
 *
 * @param found the success, if the condition holds
 * @param lacking else what does not hold, as the end of a sentence
 * @param seen what the next poke compares with
 * @param pause how long the next poke waits at least
 */
record Look(Optional<OperatorResult> found, String lacking, Optional<String> seen, Duration pause) {

    static Look found(OperatorResult success) {
        return new Look(Optional.of(success), "", Optional.empty(), Duration.ZERO);
    }

    static Look notYet(String lacking) {
        return new Look(Optional.empty(), lacking, Optional.empty(), Duration.ZERO);
    }

    Look seeing(String text) {
        return new Look(found, lacking, Optional.of(text), pause);
    }

    Look waiting(Duration atLeast) {
        return new Look(found, lacking, seen, atLeast);
    }
}
