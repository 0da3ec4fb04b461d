package dev.avow.engine.scl;

import static dev.avow.engine.scl.SclCode.E001;

import java.nio.charset.StandardCharsets;

/** A place in a document, and what is refused there; not for sharing by threads. */
final class Cursor {

    static final int END = -1;

    private final byte[] bytes;
    private int at;

    Cursor(byte[] bytes) {
        this.bytes = bytes;
    }

    int at() {
        return at;
    }

    /** Returns the byte here, from 0 to 255, or {@link #END}. */
    int peek() {
        return peek(at);
    }

    int peek(int offset) {
        return offset < bytes.length ? bytes[offset] & 0xFF : END;
    }

    /** Moves over this ASCII byte if it is here. */
    boolean skip(char c) {
        if (peek() != c) {
            return false;
        }
        at++;
        return true;
    }

    void skipSpaces() {
        while (skip(' ')) {}
    }

    /** Moves over the character here. */
    void character() {
        int length = Utf8.length(bytes, at);
        if (length == 0 || isForbidden(peek())) {
            throw encoding();
        }
        at += length;
    }

    /** Moves over this ASCII text; refuses the first byte that differs with one code, and the document's end with another. */
    void expect(String text, SclCode wrong, SclCode ended) {
        for (int i = 0; i < text.length(); i++) {
            if (!skip(text.charAt(i))) {
                throw refused(wrong, ended, "the " + shown(text.charAt(i)) + " of '" + text.strip() + "'");
            }
        }
    }

    /** Moves over this ASCII byte, as {@link #expect(String, SclCode, SclCode)} does. */
    void expect(char c, String role, SclCode wrong, SclCode ended) {
        if (!skip(c)) {
            throw refused(wrong, ended, shown(c) + " " + role);
        }
    }

    /** Moves over the rest of a quoted text and its quote, and returns the text. */
    String quoted(SclCode ended) {
        int start = at;
        while (peek() != '"') {
            int c = peek();
            if (c == END) {
                throw refused(ended, ended, "the quote that ends a text");
            }
            if (c < 0x20 || c == 0x7F) {
                throw new SclRefusedException(E001, at, shown(c) + " inside quotes");
            }
            character();
        }
        return text(start, at++);
    }

    String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** Returns the refusal of what is here; bytes that are allowed nowhere come before all else (SCL:V1, section 0.6). */
    SclRefusedException refused(SclCode wrong, SclCode ended, String expected) {
        int c = peek();
        if (c == END) {
            return new SclRefusedException(ended, at, "the document ends, expected " + expected);
        }
        return isForbidden(c) || Utf8.length(bytes, at) == 0
                ? encoding()
                : new SclRefusedException(wrong, at, shown(c) + ", expected " + expected);
    }

    private SclRefusedException encoding() {
        return new SclRefusedException(E001, at, isForbidden(peek()) ? shown(peek()) : "invalid UTF-8");
    }

    private static boolean isForbidden(int c) {
        return c == '\t' || c == '\r';
    }

    private static String shown(int c) {
        return switch (c) {
            case '\n' -> "line feed";
            case '\r' -> "carriage return";
            case '\t' -> "tab";
            case ' ' -> "space";
            default ->
                c > 0x20 && c < 0x7F
                        ? "'" + (char) c + "'"
                        : "byte 0x" + Character.forDigit(c >> 4, 16) + Character.forDigit(c & 15, 16);
        };
    }
}
