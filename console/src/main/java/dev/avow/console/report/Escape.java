package dev.avow.console.report;

import dev.avow.engine.identity.Printable;

/** Text of unknown origin, made safe for HTML that is XML too. */
final class Escape {

    private static final int NONCHARACTER = 0xFFFE;

    private Escape() {}

    /**
     * Returns one line of text in which nothing is markup, and in which what cannot be seen, or turns the direction of
     * writing, is shown as {@code \}{@code uXXXX}.
     */
    static String html(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        Printable.text(text).codePoints().forEach(c -> append(out, c));
        return out.toString();
    }

    private static void append(StringBuilder out, int codePoint) {
        switch (codePoint) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            case '\'' -> out.append("&#39;");
            default -> character(out, codePoint);
        }
    }

    /** XML has no way to say U+FFFE and U+FFFF, and other planes' last two are no better. */
    private static void character(StringBuilder out, int codePoint) {
        if ((codePoint & NONCHARACTER) == NONCHARACTER) {
            for (char c : Character.toChars(codePoint)) {
                out.append("\\u").append(Integer.toHexString(c));
            }
        } else {
            out.appendCodePoint(codePoint);
        }
    }
}
