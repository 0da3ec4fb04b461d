package dev.avow.engine.gate;

import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.identity.Identity;

/** Checks of the texts that are kept beside a declaration. */
final class PrivateValueChecks {

    private final Declaration declaration;
    private final Identity identity;
    private final Evidence evidence;

    PrivateValueChecks(Declaration declaration, Identity identity, Evidence evidence) {
        this.declaration = declaration;
        this.identity = identity;
        this.evidence = evidence;
    }

    /** Returns the texts of the private values. */
    ClearTexts check() {
        PrivateCheck found =
                PrivateCheck.of(declaration, () -> evidence.privateValues(identity), () -> evidence.isErased(identity));
        return switch (found.state()) {
            case NONE, HOLDS -> found.texts();
            case ERASED -> throw erased(declaration);
            case MISMATCH ->
                throw new Denied(
                        Reason.PRIVATE_CHANGED,
                        "Run denied, PRIVATE_CHANGED: " + Text.of(declaration) + ", of its private values "
                                + found.fault() + ". Restore them from a backup, or declare the run again.");
        };
    }

    static Denied erased(Declaration declaration) {
        return new Denied(
                Reason.ERASED,
                "Run denied, ERASED: " + Text.of(declaration)
                        + ", its private values and outputs were erased. Declare the run again, if it has to run.");
    }
}
