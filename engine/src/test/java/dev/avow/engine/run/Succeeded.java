package dev.avow.engine.run;

import dev.avow.db.Attempts.Claim;
import dev.avow.db.Store;
import dev.avow.engine.gate.AttemptState;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.DeclaredRun;
import java.util.List;

/** Outcomes of attempts that a test records itself, beside their engine. */
final class Succeeded {

    private Succeeded() {}

    /** Returns the outcome of an attempt that runs, as a success without outputs. */
    static Outcome of(Store store, DeclaredRun run) {
        Claim claim = store.read(
                        session -> session.attempts().find(run.identity().toString(), run.attempt()))
                .orElseThrow()
                .claim();
        return of(claim);
    }

    /** Returns the outcome of a claim, as a success without outputs. */
    static Outcome of(Claim claim) {
        return new Outcome(
                claim, AttemptState.SUCCEEDED, "", false, List.of(), JsonObject.empty(), false, true, Then.policy());
    }
}
