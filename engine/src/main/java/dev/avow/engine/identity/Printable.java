package dev.avow.engine.identity;

/** Text of unknown origin, made safe for one line of a message, a log or a terminal. */
public final class Printable {

    private static final String HEX = "0123456789ABCDEF";
    private static final int MAX_QUOTED = 100;

    private Printable() {}

    /**
     * Returns the text with controls, format characters, line separators, lone surrogates and invisible characters as
     * {@code \}{@code uXXXX}. An emoji that ends with a variation selector shows an escape, too.
     */
    public static String text(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> append(out, c));
        return out.toString();
    }

    /** Returns the text as {@link #text} does, in single quotes, and cut short after 100 characters. */
    public static String quoted(String text) {
        return "'" + cut(text, MAX_QUOTED) + "'";
    }

    /** Returns the text as {@link #text} does; if it is longer than this many characters, its start and {@code ...} */
    public static String cut(String text, int max) {
        if (text.codePointCount(0, text.length()) <= max) {
            return text(text);
        }
        return text(text.substring(0, text.offsetByCodePoints(0, max))) + "...";
    }

    /** Tells whether UTF-8 can carry the text: whether it has no lone surrogate. */
    public static boolean isWellFormed(String text) {
        return Utf16.loneSurrogate(text) < 0;
    }

    static String hex(char c) {
        return "" + HEX.charAt(c >> 12) + HEX.charAt((c >> 8) & 15) + HEX.charAt((c >> 4) & 15) + HEX.charAt(c & 15);
    }

    private static void append(StringBuilder out, int codePoint) {
        if (!isUnsafe(codePoint)) {
            out.appendCodePoint(codePoint);
            return;
        }
        for (char c : Character.toChars(codePoint)) {
            out.append("\\u").append(hex(c));
        }
    }

    private static boolean isUnsafe(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> Invisible.is(codePoint);
        };
    }
}
