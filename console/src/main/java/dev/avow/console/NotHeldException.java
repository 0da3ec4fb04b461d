package dev.avow.console;

/**
 * What was asked for does not exist, does not hold or is refused: exit code {@link Main#DOES_NOT_HOLD}; the message is safe
 * for a terminal.
 */
final class NotHeldException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotHeldException(String message) {
        super(message);
    }

    NotHeldException(String message, Throwable cause) {
        super(message, cause);
    }
}
