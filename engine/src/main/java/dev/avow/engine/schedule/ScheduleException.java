package dev.avow.engine.schedule;

import dev.avow.engine.EngineException;
import org.jspecify.annotations.Nullable;

/** A schedule's settings are not valid; its message names the setting and what to use instead. */
public final class ScheduleException extends EngineException {

    private static final long serialVersionUID = 1L;

    public ScheduleException(String message) {
        super(message);
    }

    public ScheduleException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
