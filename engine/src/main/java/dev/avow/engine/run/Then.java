package dev.avow.engine.run;

import dev.avow.db.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the end of an operator's call asks for.
 *
 * @param pause if the attempt did not end, but goes on later
 * @param retryAfter how long the next attempt waits at least, whatever the policy says
 */
record Then(Optional<Pause> pause, Optional<Duration> retryAfter) {

    /** Returns that nothing is asked for: the policy alone says what follows. */
    static Then policy() {
        return after(Optional.empty());
    }

    static Then after(Optional<Duration> retryAfter) {
        return new Then(Optional.empty(), retryAfter);
    }

    static Then goesOn(Pause pause) {
        return new Then(Optional.of(pause), Optional.empty());
    }

    /**
     * When and from what an attempt goes on.
     *
     * @param body the operator's state: canonical JSON
     */
    record Pause(Instant until, Bytes body, Cause cause) {}

    /** Why an attempt goes on later. */
    enum Cause {
        /** Its operator said so. */
        OPERATOR,
        /** Its engine was closed, or could not start it. */
        CLOSED,
        /** It was lost with its node, and maybe brought that down. */
        LOST
    }
}
