package dev.avow.engine.run;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The ways of writing in which secrets are looked for. */
final class SecretLanes {

    private SecretLanes() {}

    /** The bytes themselves. */
    static final class Plain extends SecretLane {

        Plain(SecretTails tails) {
            super(tails, false);
        }

        @Override
        void read(byte b, long at, Consumer<SecretMatch> found) {
            unit(b, at, at + 1, found);
        }
    }

    /** Base64 of either alphabet, whose lines may be broken. */
    static final class Base64 extends SecretLane {

        Base64(SecretTails tails) {
            super(tails, true);
        }

        @Override
        void read(byte b, long at, Consumer<SecretMatch> found) {
            if (b != '\r' && b != '\n') {
                unit(b == '-' ? (byte) '+' : b == '_' ? (byte) '/' : b, at, at + 1, found);
            }
        }
    }

    /** Percent-encoding of any set of characters, in which plus and space are one. */
    static final class Percent extends SecretLane {

        private int digits = -1;
        private byte first;

        Percent(SecretTails tails) {
            super(tails, false);
        }

        static byte folded(byte b) {
            return b == '+' ? (byte) ' ' : b;
        }

        @Override
        void read(byte b, long at, Consumer<SecretMatch> found) {
            if (digits >= 0 && Character.digit(b, 16) >= 0) {
                if (digits == 1) {
                    int value = Character.digit(first, 16) * 16 + Character.digit(b, 16);
                    digits = -1;
                    unit(folded((byte) value), at - 2, at + 1, found);
                } else {
                    first = b;
                    digits = 1;
                }
                return;
            }
            flush(at, found);
            if (b == '%') {
                digits = 0;
            } else {
                unit(folded(b), at, at + 1, found);
            }
        }

        /** What looked like the start of an escape was none. */
        private void flush(long at, Consumer<SecretMatch> found) {
            if (digits >= 0) {
                long start = at - 1 - digits;
                unit((byte) '%', start, start + 1, found);
                if (digits == 1) {
                    unit(first, start + 1, start + 2, found);
                }
                digits = -1;
            }
        }
    }

    /** Strings of JSON with any of its escapes. */
    static final class Json extends SecretLane {

        private static final String ESCAPES = "\"\\/bfnrt";
        private static final String ESCAPED = "\"\\/\b\f\n\r\t";

        private final byte[] escape = new byte[6];
        private int length;
        private char high;
        private long highAt;

        Json(SecretTails tails) {
            super(tails, false);
        }

        @Override
        void read(byte b, long at, Consumer<SecretMatch> found) {
            if (length == 0) {
                if (b == '\\') {
                    escape[length++] = b;
                } else {
                    unit(b, at, at + 1, found);
                }
                return;
            }
            escape[length++] = b;
            int simple = length == 2 ? ESCAPES.indexOf(b) : -1;
            boolean hex = length > 2 ? Character.digit(b, 16) >= 0 : b == 'u';
            if (simple >= 0) {
                length = 0;
                unit((byte) ESCAPED.charAt(simple), at - 1, at + 1, found);
            } else if (!hex) {
                flush(at, found);
            } else if (length == escape.length) {
                length = 0;
                character((char) Integer.parseInt(new String(escape, 2, 4, StandardCharsets.US_ASCII), 16), at, found);
            }
        }

        /** What looked like the start of an escape was none; the byte that ended it may begin another one. */
        private void flush(long at, Consumer<SecretMatch> found) {
            boolean begins = escape[length - 1] == '\\';
            int none = begins ? length - 1 : length;
            long start = at + 1 - length;
            for (int i = 0; i < none; i++) {
                unit(escape[i], start + i, start + i + 1, found);
            }
            escape[0] = '\\';
            length = begins ? 1 : 0;
        }

        private void character(char unit, long at, Consumer<SecretMatch> found) {
            long start = at - 5;
            if (Character.isHighSurrogate(unit)) {
                high = unit;
                highAt = start;
                return;
            }
            boolean pair = Character.isLowSurrogate(unit) && highAt == start - 6 && high != 0;
            String text = pair ? new String(new char[] {high, unit}) : String.valueOf(unit);
            high = 0;
            for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
                unit(b, pair ? highAt : start, at + 1, found);
            }
        }
    }
}
