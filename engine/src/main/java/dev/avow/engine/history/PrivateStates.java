package dev.avow.engine.history;

import dev.avow.db.Runs.RunRow;
import dev.avow.db.Session;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.DeclarationException;
import dev.avow.engine.gate.PrivateCheck;
import dev.avow.engine.identity.Identity;
import java.nio.charset.StandardCharsets;

/** How the private values of a run stand, read from the store. */
final class PrivateStates {

    private PrivateStates() {}

    /** Returns the state; a mismatch if the declaration cannot be read, or no longer has the identity. */
    static PrivateCheck.State of(Session session, RunRow run, String declaration, boolean erased) {
        byte[] body = declaration.getBytes(StandardCharsets.UTF_8);
        try {
            PrivateCheck.State found = PrivateCheck.of(
                            Declaration.parse(body),
                            () -> session.privateValues().find(run.identity()),
                            () -> erased)
                    .state();
            boolean holds = found == PrivateCheck.State.NONE
                    || Identity.of(body).toString().equals(run.identity());
            return holds ? found : PrivateCheck.State.MISMATCH;
        } catch (DeclarationException e) {
            return PrivateCheck.State.MISMATCH;
        }
    }
}
