package dev.avow.engine.gate;

import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import java.util.Optional;

/** What the gate decides. */
public sealed interface Decision {

    /**
     * The run may be claimed.
     *
     * @param declaration read back from the stored bytes
     * @param texts of its private values
     * @param deferred what the attempt goes on from, if it was deferred
     */
    record Permit(
            Identity identity, int attempt, Declaration declaration, ClearTexts texts, Optional<JsonObject> deferred)
            implements Decision {

        /** A permit for a declaration without private values, whose attempt begins. */
        public Permit(Identity identity, int attempt, Declaration declaration) {
            this(identity, attempt, declaration, ClearTexts.none(), Optional.empty());
        }
    }

    /**
     * The run may not be claimed.
     *
     * @param message what happened, to which value, and what to do
     */
    record Denial(Reason reason, String message) implements Decision {}
}
