package dev.avow.engine.history;

import dev.avow.db.Runs.PageKey;
import dev.avow.engine.EngineException;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Printable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Where a page ended, as text: the instant and the identity of its last run, {@code TIME_DIGEST}. */
final class PageCursor {

    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    private PageCursor() {}

    static String text(PageKey key) {
        return key.at() + "_" + key.identity();
    }

    /** @throws EngineException if it is not exactly a text that {@link #text} gives for a stored run */
    static PageKey parse(String text) {
        int split = text.indexOf('_');
        try {
            if (split > 0) {
                PageKey key = new PageKey(
                        Instant.parse(text.substring(0, split)), new Digest(text.substring(split + 1)).text());
                if (isStorable(key.at()) && text(key).equals(text)) {
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
