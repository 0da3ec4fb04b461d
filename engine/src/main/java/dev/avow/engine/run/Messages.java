package dev.avow.engine.run;

import dev.avow.db.StoreException;
import dev.avow.engine.EngineException;

/** How messages and stored details give the cause of something. */
final class Messages {

    private static final int LONGEST = 2000;

    private Messages() {}

    /** Returns the message of our own exceptions, and the class too of others; it ends with a full stop. */
    static String of(Throwable cause) {
        String message = message(cause);
        boolean own = cause instanceof EngineException || cause instanceof StoreException;
        String text = storable(own ? message : cause.getClass().getName() + (message.isEmpty() ? "" : ": " + message));
        return text.endsWith(".") ? text : text + ".";
    }

    private static String message(Throwable cause) {
        try {
            return cause.getMessage() == null ? "" : cause.getMessage();
        } catch (Throwable mute) { // why: a message that cannot be had is no reason to let anything out
            return "";
        }
    }

    /**
     * Returns at most 2,000 characters of a text, with U+FFFD for each lone surrogate, which canonical JSON cannot carry,
     * and for U+0000, which PostgreSQL cannot.
     */
    static String storable(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(point -> {
            boolean lone = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
            out.appendCodePoint(lone || point == 0 ? 0xFFFD : point);
        });
        return text.length() > out.length() ? out + "..." : out.toString();
    }
}
