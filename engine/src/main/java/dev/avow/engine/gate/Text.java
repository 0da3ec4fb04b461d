package dev.avow.engine.gate;

import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.Occasion.Slot;
import dev.avow.engine.identity.Printable;

/** How messages name a run, and show what comes from elsewhere: safe for a terminal, a log and every database. */
final class Text {

    private static final int LONGEST = 2000;

    private Text() {}

    static String of(Declaration declaration) {
        String occasion = declaration.occasion() instanceof Slot slot
                ? "scheduled for " + slot.scheduledFor()
                : "occasion " + quoted(declaration.occasion().key());
        return "job '" + declaration.job() + "', task '" + declaration.task() + "', " + occasion;
    }

    static String quoted(String text) {
        return "'" + safe(text) + "'";
    }

    static String safe(String text) {
        return Printable.cut(text, LONGEST);
    }

    /** Returns a throwable's class and message, whatever it does when asked for that. */
    static String of(Throwable doubt) {
        String kind = doubt.getClass().getName().replaceFirst(".*[.]", "");
        try {
            String message = doubt.getMessage();
            return message == null ? kind : kind + ", " + safe(message);
        } catch (Throwable mute) { // why: a message that cannot be had is no reason to let anything out
            return kind;
        }
    }
}
