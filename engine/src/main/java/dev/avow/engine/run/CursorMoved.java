package dev.avow.engine.run;

import dev.avow.engine.EngineException;

/** Somebody else decided the slots meanwhile; nothing was stored, and the next look sees what is left. */
final class CursorMoved extends EngineException {

    private static final long serialVersionUID = 1L;

    CursorMoved() {
        super("Another node decided these slots. Nothing needs to be done.");
    }
}
