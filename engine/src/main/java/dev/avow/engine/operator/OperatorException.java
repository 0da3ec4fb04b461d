package dev.avow.engine.operator;

import dev.avow.engine.EngineException;
import org.jspecify.annotations.Nullable;

/** An operator failed, and says whether another attempt may help. */
public final class OperatorException extends EngineException {

    private static final long serialVersionUID = 1L;

    private final boolean retriable;

    private OperatorException(String message, boolean retriable, @Nullable Throwable cause) {
        super(message, cause);
        this.retriable = retriable;
    }

    /** Returns a failure that another attempt may not meet. */
    public static OperatorException retriable(String message, @Nullable Throwable cause) {
        return new OperatorException(message, true, cause);
    }

    /** Returns a failure that every attempt would meet. */
    public static OperatorException permanent(String message) {
        return new OperatorException(message, false, null);
    }

    /** Returns a failure that every attempt would meet. */
    public static OperatorException permanent(String message, @Nullable Throwable cause) {
        return new OperatorException(message, false, cause);
    }

    public boolean isRetriable() {
        return retriable;
    }
}
