package dev.avow.telemetry.tracing;

import dev.avow.engine.identity.Identity;
import dev.avow.engine.operator.DeclaredRun;

/** Which attempt of which run. */
record AttemptKey(Identity identity, int number) {

    static AttemptKey of(DeclaredRun run) {
        return new AttemptKey(run.identity(), run.attempt());
    }
}
