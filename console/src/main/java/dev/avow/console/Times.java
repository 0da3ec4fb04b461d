package dev.avow.console;

import dev.avow.engine.identity.Printable;
import java.time.DateTimeException;
import java.time.Instant;

/** Moments that options give. */
final class Times {

    private Times() {}

    /** @throws InputException if it is none */
    static Instant parse(String option, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new InputException(
                    "Option " + option + " cannot be " + Printable.quoted(text)
                            + ". Give a moment such as 2026-01-05T03:00:00Z.",
                    e);
        }
    }
}
