package dev.avow.engine.verification;

import java.util.Optional;

/** Checks the rows of one kind, page by page in the order of their keys. */
interface Pass extends AutoCloseable {

    /**
     * Checks a page.
     *
     * @param after the key that the page before ended with
     * @return the key that this one ended with, or empty if nothing is left
     */
    Optional<String> page(Optional<String> after);

    /** Ends what works for it. */
    @Override
    default void close() {}
}
