package dev.avow.engine.run;

import dev.avow.engine.gate.AttemptState;
import dev.avow.engine.operator.DeclaredRun;
import java.time.Duration;
import java.util.Optional;

/**
 * How long an attempt may take: its timeout, or what its run has left, if that is less.
 *
 * @param ofRun whether the run has no time for another one after it
 */
record AttemptLimit(Duration time, boolean ofRun) {

    /** @param left how much time the run has left, if that is limited */
    static Optional<AttemptLimit> of(DeclaredRun run, Optional<Duration> left) {
        Optional<AttemptLimit> declared =
                run.declaration().constraints().timeout().map(time -> new AttemptLimit(time, false));
        Optional<AttemptLimit> rest = left.map(time -> new AttemptLimit(time, true));
        boolean restIsLess = rest.isPresent()
                && declared.filter(own -> own.time().compareTo(left.get()) < 0).isEmpty();
        return restIsLess ? rest : declared;
    }

    /** Returns the end of an attempt that took longer. */
    Ended ended() {
        String message = ofRun
                ? "Attempt did not end within " + time + ", all that its run had left."
                : "Attempt did not end within " + time + ".";
        return new Ended(AttemptState.TIMED_OUT, message, !ofRun, Optional.empty());
    }
}
