package dev.avow.console;

import dev.avow.engine.identity.Printable;
import java.util.stream.Collectors;

/** Texts of more than one line. */
final class Indent {

    private Indent() {}

    /** Returns the text safe for a terminal; each line but the first begins with the margin, so that none seems ours. */
    static String safe(String text, String margin) {
        return text.lines().map(Printable::text).collect(Collectors.joining("\n" + margin));
    }
}
