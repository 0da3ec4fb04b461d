package dev.avow.engine.evidence;

import dev.avow.engine.EngineException;
import org.jspecify.annotations.Nullable;

/** What shall be exported is not there, or is not what was stored; nothing was exported. */
public final class EvidenceException extends EngineException {

    private static final long serialVersionUID = 1L;

    EvidenceException(String message) {
        super(message);
    }

    EvidenceException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
