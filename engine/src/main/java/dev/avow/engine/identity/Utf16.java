package dev.avow.engine.identity;

import org.jspecify.annotations.Nullable;

/** Checks of UTF-16 text. */
final class Utf16 {

    private Utf16() {}

    static void refuseLoneSurrogate(String text, JsonPointer at) {
        int index = loneSurrogate(text);
        if (index >= 0) {
            throw new JsonRefusedException(at, lone(text.charAt(index)));
        }
    }

    static void refuseName(String name) {
        String offence = offenceOfName(name);
        if (offence != null) {
            throw new JsonRefusedException(JsonPointer.ROOT.member(name), offence);
        }
    }

    /** Returns what is wrong with the name of a member, or null. */
    static @Nullable String offenceOfName(String name) {
        int index = loneSurrogate(name);
        if (index >= 0) {
            return lone(name.charAt(index));
        }
        return name.indexOf('\0') >= 0 ? "U+0000 in a name" : null;
    }

    /** Returns the index of the first lone surrogate, or -1. */
    static int loneSurrogate(String text) {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                i++;
            } else if (isPair(text, i)) {
                i += 2;
            } else {
                return i;
            }
        }
        return -1;
    }

    private static boolean isPair(String text, int i) {
        return i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
    }

    private static String lone(char c) {
        return "lone surrogate U+" + Printable.hex(c);
    }
}
