package dev.avow.engine.history;

import dev.avow.db.Runs.PageKey;
import dev.avow.engine.EngineException;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Printable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Where a page ended, as text: the place of its last run in the order, {@code TIME_DECLARED_NUMBER_DIGEST}. */
final class PageCursor {

    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    private static final int PARTS = 4;

    private PageCursor() {}

    static String text(PageKey key) {
        return key.at() + "_" + key.declaredAt() + "_" + key.number() + "_" + key.identity();
    }

    /** @throws EngineException if it is not exactly a text that {@link #text} gives for a stored run */
    static PageKey parse(String text) {
        String[] parts = text.split("_", -1);
        try {
            if (parts.length == PARTS) {
                PageKey key = new PageKey(
                        Instant.parse(parts[0]),
                        Instant.parse(parts[1]),
                        Integer.parseInt(parts[2]),
                        new Digest(parts[3]).text());
                if (isStorable(key.at())
                        && isStorable(key.declaredAt())
                        && text(key).equals(text)) {
                    return key;
                }
            }
        } catch (DateTimeException | IllegalArgumentException e) {
            throw refuse(text);
        }
        throw refuse(text);
    }

    private static boolean isStorable(Instant at) {
        return !at.isBefore(FIRST) && at.isBefore(END) && at.equals(at.truncatedTo(ChronoUnit.MILLIS));
    }

    private static EngineException refuse(String text) {
        return new EngineException(
                "Cursor " + Printable.quoted(text) + " is not valid. Give one that a page before ended with.");
    }
}
