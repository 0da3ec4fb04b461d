package dev.avow.engine.history;

import dev.avow.db.Runs.RunRow;
import dev.avow.db.Session;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.DeclarationException;
import dev.avow.engine.gate.PrivateCheck;
import java.nio.charset.StandardCharsets;

/** How the private values of a run stand, read from the store. */
final class PrivateStates {

    private PrivateStates() {}

    /** Returns the state; of a declaration that cannot be read, a mismatch. */
    static PrivateCheck.State of(Session session, RunRow run, String declaration, boolean erased) {
        try {
            return PrivateCheck.of(
                            Declaration.parse(declaration.getBytes(StandardCharsets.UTF_8)),
                            () -> session.privateValues().find(run.identity()),
                            () -> erased)
                    .state();
        } catch (DeclarationException e) {
            return PrivateCheck.State.MISMATCH;
        }
    }
}
