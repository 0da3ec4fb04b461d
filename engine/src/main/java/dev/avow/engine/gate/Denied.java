package dev.avow.engine.gate;

import dev.avow.engine.EngineException;

/** Carries a denial out of a check; it never leaves the gate. */
final class Denied extends EngineException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    Denied(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
