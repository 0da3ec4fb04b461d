package dev.avow.examples;

/** An example cannot go on; its message says what to do. */
final class ExampleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ExampleException(String message) {
        super(message);
    }
}
