package dev.avow.engine.run;

import dev.avow.engine.EngineException;
import org.jspecify.annotations.Nullable;

/** A declaration cannot be made now; nothing of it is stored but this reason. */
final class Refusal extends EngineException {

    private static final long serialVersionUID = 1L;

    private final Code code;

    Refusal(Code code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    Code code() {
        return code;
    }

    String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }

    /** Why a declaration cannot be made; the names are stored. */
    enum Code {
        /** An input cannot be read. */
        INPUT_MISSING,
        /** The job's definition has no such task any more, or no such job is registered. */
        NO_TASK,
        /** An output of an upstream task is not there. */
        UPSTREAM_MISSING,
        /** It cannot be told whether a condition of the task holds. */
        CONDITION_UNDECIDED,
        /** It holds the value of a secret. */
        SECRET_IN_DECLARATION,
        /** A private value that it needs was erased. */
        ERASED,
        /** Something else went wrong, in the definition's own code or in the values that it gave. */
        NOT_BUILT
    }
}
