package dev.avow.db;

import org.jspecify.annotations.Nullable;

/** The store cannot do what was asked; its message says what happened, to which value, and what to do. */
public class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
