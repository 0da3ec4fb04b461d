package dev.avow.engine.run;

import dev.avow.db.StoreException;
import dev.avow.engine.EngineException;

/** How messages and stored details give the cause of something. */
final class Messages {

    private static final int LONGEST = 2000;

    private Messages() {}

    /** Returns the message of our own exceptions, and the class too of others; it ends with a full stop. */
    static String of(Throwable cause) {
        String message = cause.getMessage() == null ? "" : cause.getMessage();
        boolean own = cause instanceof EngineException || cause instanceof StoreException;
        String text = own ? message : cause.getClass().getName() + (message.isEmpty() ? "" : ": " + message);
        String cut = text.length() > LONGEST ? wellFormed(text.substring(0, LONGEST)) + "..." : wellFormed(text);
        return cut.endsWith(".") ? cut : cut + ".";
    }

    /** Returns the text with lone surrogates replaced, since canonical JSON cannot carry them. */
    static String wellFormed(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            boolean lone = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
            out.appendCodePoint(lone ? 0xFFFD : point);
        });
        return out.toString();
    }
}
