package dev.avow.console;

/** What a command was given cannot be used; the message is safe for a terminal. */
final class InputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InputException(String message, Throwable cause) {
        super(message, cause);
    }
}
