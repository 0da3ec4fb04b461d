package dev.avow.console;

import org.jspecify.annotations.Nullable;

/** What a command was given cannot be used; the message is safe for a terminal. */
final class InputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InputException(String message) {
        super(message);
    }

    InputException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
