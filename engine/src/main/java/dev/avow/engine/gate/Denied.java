package dev.avow.engine.gate;

import dev.avow.engine.EngineException;

/** Carries a denial out of a check; it never leaves the gate. */
final class Denied extends EngineException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String text;

    Denied(Reason reason, String text) {
        super(text);
        this.reason = reason;
        this.text = text;
    }

    Reason reason() {
        return reason;
    }

    /** Returns the message, which is never null. */
    String text() {
        return text;
    }
}
