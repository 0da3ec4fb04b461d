package dev.avow.engine;

import org.jspecify.annotations.Nullable;

/** Root of the engine's exceptions; its message says what happened, to which value, and what to do. */
public class EngineException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public EngineException(String message) {
        super(message);
    }

    public EngineException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
