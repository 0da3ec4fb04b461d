package dev.avow.engine.history;

import dev.avow.db.Runs.PageKey;
import dev.avow.engine.EngineException;
import dev.avow.engine.identity.Digest;
import java.time.DateTimeException;
import java.time.Instant;

/** Where a page ended, as text: the instant and the identity of its last run, {@code TIME_DIGEST}. */
final class PageCursor {

    private PageCursor() {}

    static String text(PageKey key) {
        return key.at() + "_" + key.identity();
    }

    static PageKey parse(String text) {
        int split = text.indexOf('_');
        try {
            if (split > 0) {
                return new PageKey(
                        Instant.parse(text.substring(0, split)), new Digest(text.substring(split + 1)).text());
            }
        } catch (DateTimeException | IllegalArgumentException e) {
            throw refuse(text);
        }
        throw refuse(text);
    }

    private static EngineException refuse(String text) {
        return new EngineException("Cursor '" + text + "' is not valid. Give one that a page before ended with.");
    }
}
