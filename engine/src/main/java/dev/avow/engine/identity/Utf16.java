package dev.avow.engine.identity;

/** Checks of UTF-16 text. */
final class Utf16 {

    private Utf16() {}

    static void refuseLoneSurrogate(String text, JsonPointer at) {
        int index = loneSurrogate(text);
        if (index >= 0) {
            throw new JsonRefusedException(at, "lone surrogate " + codeUnit(text.charAt(index)));
        }
    }

    static void refuseName(String name, JsonPointer at) {
        refuseLoneSurrogate(name, at);
        if (name.indexOf('\0') >= 0) {
            throw new JsonRefusedException(at, "U+0000 in a name");
        }
    }

    /** Returns the index of the first lone surrogate, or -1. */
    private static int loneSurrogate(String text) {
        int i = 0;
        while (i < text.length()) {
            int point = text.codePointAt(i);
            if (Character.isBmpCodePoint(point) && Character.isSurrogate((char) point)) {
                return i;
            }
            i += Character.charCount(point);
        }
        return -1;
    }

    /** Returns the text with controls and lone surrogates written as {@code \}{@code uXXXX}. */
    static String printable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) || Character.isSurrogate(c) || isFormat(c)) {
                out.append("\\u").append(hex(c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static boolean isFormat(char c) {
        int type = Character.getType(c);
        return type == Character.FORMAT || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }

    private static String codeUnit(char c) {
        return "U+" + hex(c);
    }

    private static String hex(char c) {
        String digits = "0123456789ABCDEF";
        return "" + digits.charAt(c >> 12) + digits.charAt(c >> 8 & 15) + digits.charAt(c >> 4 & 15)
                + digits.charAt(c & 15);
    }
}
