package dev.avow.console;

import dev.avow.db.StoreException;
import dev.avow.engine.EngineException;
import dev.avow.engine.identity.Printable;

/** What is said of an exception, safe for a terminal. */
final class Failures {

    private static final int MOST_CAUSES = 5;

    private Failures() {}

    /** Returns the message of our own exceptions with the causes it may point to; of others, their class too. */
    static String text(Throwable e) {
        if (e instanceof InputException || e instanceof NotHeldException) {
            // why: its lines are its own, and hostile input in them is escaped already
            return String.valueOf(e.getMessage());
        }
        if (e instanceof StoreException || e instanceof EngineException) {
            Throwable cause = e.getCause();
            return message(e, "  ") + (cause == null ? "" : lines(cause));
        }
        if (e instanceof OutOfMemoryError) {
            return "Failed for want of memory: " + message(e, "  ") + ". Give Java more of it, such as -Xmx2g.";
        }
        return "Failed: " + Printable.text(e.toString());
    }

    /** Returns a line, with a line feed before it, for an exception and for each of its causes. */
    static String lines(Throwable first) {
        StringBuilder lines = new StringBuilder();
        Throwable e = first;
        for (int i = 0; e != null && i < MOST_CAUSES; i++) {
            lines.append("\n  cause: ").append(message(e, "    "));
            e = e.getCause();
        }
        return lines.toString();
    }

    /** Returns the cause of an exception, or the exception itself if it has none. */
    static Throwable firstCause(Throwable e) {
        Throwable cause = e.getCause();
        return cause == null ? e : cause;
    }

    /** Its lines after the first are set in, so that none seems ours. */
    private static String message(Throwable e, String margin) {
        String message = e.getMessage();
        return Indent.safe(message == null ? e.toString() : message, margin);
    }
}
