package dev.avow.console;

import dev.avow.engine.identity.Printable;
import java.util.regex.Pattern;

/** Commands that a person may copy to a shell. */
final class Shell {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,@+-]+");

    private Shell() {}

    /** Returns a text as one word of a POSIX shell, safe for a terminal. */
    static String word(String text) {
        if (PLAIN.matcher(text).matches()) {
            return text;
        }
        return "'" + Printable.text(text).replace("'", "'\\''") + "'";
    }
}
