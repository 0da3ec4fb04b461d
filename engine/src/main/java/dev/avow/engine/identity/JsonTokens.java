package dev.avow.engine.identity;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/** The tokens of a text in UTF-8, one after the other; refuses what is none, with its offset in UTF-16 code units. */
final class JsonTokens {

    private static final char END = '\0'; // why: never part of a token; a real U+0000 is refused where it stands
    private static final char REPLACEMENT = '\uFFFD';
    private static final int MAX_INTEGER = 17; // why: a sign and the 16 digits of 2^53-1

    private final byte[] utf8;
    private final JsonPath path;
    private int at;

    JsonTokens(byte[] utf8, JsonPath path) {
        this.utf8 = utf8;
        this.path = path;
    }

    void refuseByteOrderMark() {
        if (utf8.length >= 3 && utf8[0] == (byte) 0xEF && utf8[1] == (byte) 0xBB && utf8[2] == (byte) 0xBF) {
            throw path.refuse("text starts with a byte order mark");
        }
    }

    boolean isAtEnd() {
        return at == utf8.length;
    }

    /** Returns the byte that stands here; one above 127, which only a string has, comes as no ASCII character. */
    char peek() {
        return at < utf8.length ? (char) utf8[at] : END;
    }

    void next() {
        at++;
    }

    void skipSpace() {
        char c = peek();
        while (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
            at++;
            c = peek();
        }
    }

    void expect(char c, String expected) {
        if (peek() != c) {
            throw refuse(expected);
        }
        at++;
    }

    /** Moves over a comma and the space behind it, or tells that the closing bracket stands here. */
    boolean isComma(char closing, String expected) {
        if (peek() == closing) {
            return false;
        }
        expect(',', expected);
        skipSpace();
        return true;
    }

    void literal(String literal) {
        for (int i = 0; i < literal.length(); i++) {
            expect(literal.charAt(i), literal);
        }
        refuseNoEnd();
    }

    String integer() {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        int digits = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        if (at == digits) {
            throw refuse("a digit");
        }
        refuseInteger(start, digits);
        return new String(utf8, start, at - start, StandardCharsets.ISO_8859_1);
    }

    private void refuseInteger(int start, int digits) {
        if (utf8[digits] == '0' && at > digits + 1) {
            throw path.refuse("leading zero");
        }
        char next = peek();
        if (next == '.' || next == 'e' || next == 'E') {
            throw path.refuse("fraction or exponent; write a decimal as a string");
        }
        if (start < digits && utf8[digits] == '0') {
            throw path.refuse("-0");
        }
        if (at - start > MAX_INTEGER) {
            throw path.refuse("integer of " + (at - digits) + " digits is outside ±(2^53-1)");
        }
        refuseNoEnd();
    }

    /** Refuses a number or literal that goes on, where its pointer is still known. */
    private void refuseNoEnd() {
        if (!isAtEnd() && ",]} \n\r\t".indexOf(peek()) < 0) {
            throw refuse("the end of a value");
        }
    }

    String string(String expected) {
        expect('"', expected);
        int start = at;
        skipPlain();
        if (peek() == '"') {
            return decode(start, at++);
        }
        StringBuilder out = new StringBuilder(2 * (at - start) + 16).append(decode(start, at));
        while (peek() == '\\') {
            at++;
            out.append(escape());
            start = at;
            skipPlain();
            out.append(decode(start, at));
        }
        expect('"', "an escape of a control character, or a quote");
        return out.toString();
    }

    /** Moves to the next quote, escape or control character. */
    private void skipPlain() {
        while (at < utf8.length) {
            byte b = utf8[at];
            if (b == '"' || b == '\\' || (b >= 0 && b < ' ')) {
                return;
            }
            at++;
        }
    }

    private String decode(int start, int end) {
        String text = new String(utf8, start, end - start, StandardCharsets.UTF_8);
        // why: the constructor is several times as fast as a strict decoder; for what is not valid it writes this
        // character, which can also stand in the text itself
        if (text.indexOf(REPLACEMENT) >= 0) {
            refuseInvalid(start, end);
        }
        return text;
    }

    private void refuseInvalid(int start, int end) {
        ByteBuffer in = ByteBuffer.wrap(utf8, start, end - start);
        CharBuffer out = CharBuffer.allocate(end - start);
        if (StandardCharsets.UTF_8.newDecoder().decode(in, out, true).isError()) {
            throw path.refuse("text is not valid UTF-8 at byte " + in.position());
        }
    }

    private char escape() {
        char c = peek();
        if (c == 'u') {
            at++;
            return hex();
        }
        int index = "\"\\/bfnrt".indexOf(c);
        if (index < 0) {
            throw refuse("an escape of JSON");
        }
        at++;
        return "\"\\/\b\f\n\r\t".charAt(index);
    }

    private char hex() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            char c = peek();
            int digit = c < 0x80 ? Character.digit(c, 16) : -1; // why: digit() knows those of other scripts too
            if (digit < 0) {
                throw refuse("a hex digit");
            }
            code = 16 * code + digit;
            at++;
        }
        return (char) code;
    }

    JsonRefusedException refuse(String expected) {
        int character = new String(utf8, 0, at, StandardCharsets.UTF_8).length();
        return path.refuse(
                isAtEnd()
                        ? "text ends too early, at character " + character
                        : "not JSON at character " + character + ": expected " + expected);
    }
}
