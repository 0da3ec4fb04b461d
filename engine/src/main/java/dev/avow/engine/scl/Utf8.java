package dev.avow.engine.scl;

/** The byte sequences of UTF-8: RFC 3629, section 4. */
final class Utf8 {

    private Utf8() {}

    /** Returns how many bytes the character here has, or 0 if they are not valid; something must be here. */
    static int length(byte[] bytes, int at) {
        int first = bytes[at] & 0xFF;
        if (first < 0x80) {
            return 1;
        }
        int length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
        if (length == 0 || at + length > bytes.length || !isSecond(first, bytes[at + 1] & 0xFF)) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    /** Overlong forms, surrogates, and what is above U+10FFFF show in the second byte. */
    private static boolean isSecond(int first, int second) {
        return switch (first) {
            case 0xE0 -> second >= 0xA0 && second < 0xC0;
            case 0xED -> second >= 0x80 && second < 0xA0;
            case 0xF0 -> second >= 0x90 && second < 0xC0;
            case 0xF4 -> second >= 0x80 && second < 0x90;
            default -> second >= 0x80 && second < 0xC0;
        };
    }
}
