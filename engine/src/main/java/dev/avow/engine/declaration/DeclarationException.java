package dev.avow.engine.declaration;

import dev.avow.engine.EngineException;
import dev.avow.engine.identity.JsonPointer;

/** A declaration or spec is not valid; its message names the place and what is wrong there. */
public final class DeclarationException extends EngineException {

    private static final long serialVersionUID = 1L;

    private final JsonPointer pointer;
    private final String reason;

    public DeclarationException(JsonPointer pointer, String reason) {
        super("Refused at " + pointer + ": " + reason + ".");
        this.pointer = pointer;
        this.reason = reason;
    }

    /** Returns the place of the first offender. */
    public JsonPointer pointer() {
        return pointer;
    }

    /** Returns what is wrong there, without a full stop. */
    public String reason() {
        return reason;
    }
}
