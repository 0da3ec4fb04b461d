package dev.avow.engine.identity;

import dev.avow.engine.EngineException;
import org.jspecify.annotations.Nullable;

/** A document is not of the declared subset or form; nothing of it was used. */
public final class JsonRefusedException extends EngineException {

    private static final long serialVersionUID = 1L;

    private final JsonPointer pointer;
    private final String reason;

    public JsonRefusedException(JsonPointer pointer, String reason) {
        this(pointer, reason, null);
    }

    public JsonRefusedException(JsonPointer pointer, String reason, @Nullable Throwable cause) {
        super("Refused at " + pointer + ": " + reason + ".", cause);
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
