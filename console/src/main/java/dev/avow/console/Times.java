package dev.avow.console;

import dev.avow.engine.identity.Printable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/** Moments that options give. */
final class Times {

    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private Times() {}

    /**
     * Returns a moment, or the first one of a day in UTC.
     *
     * @throws InputException if it is neither
     */
    static Instant parse(String option, String text) {
        try {
            return DAY.matcher(text).matches()
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new InputException(
                    "Option " + option + " cannot be " + Printable.quoted(text)
                            + ". Give a moment such as 2026-01-05T03:00:00Z, or a day such as 2026-01-05, which begins at"
                            + " midnight in UTC.",
                    e);
        }
    }
}
