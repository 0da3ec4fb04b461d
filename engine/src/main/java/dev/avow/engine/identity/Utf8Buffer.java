package dev.avow.engine.identity;

import java.util.Arrays;

/** Bytes of UTF-8 that grow up to the limit of a canonical document; not for sharing by threads. */
final class Utf8Buffer {

    private byte[] bytes = new byte[1024];
    private int size;

    /** @throws JsonRefusedException if they are above the limit */
    byte[] toBytes() {
        refuseAbove(size);
        return Arrays.copyOf(bytes, size);
    }

    void ascii(char c) {
        reserve(1);
        bytes[size++] = (byte) c;
    }

    void ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            ascii(text.charAt(i));
        }
    }

    /** Appends the characters from here that are one byte and need no escape, and returns where they end. */
    int plain(String text, int from) {
        int length = text.length();
        refuseAbove((long) size + length - from); // why: at least one byte for each character
        reserve(length - from);
        byte[] to = bytes;
        int at = size;
        int i = from;
        while (i < length) {
            char c = text.charAt(i);
            if (c < 0x20 || c >= 0x80 || c == '"' || c == '\\') {
                break;
            }
            to[at++] = (byte) c;
            i++;
        }
        size = at;
        return i;
    }

    /** Appends a code point from U+0080 on. */
    void codePoint(int c) {
        reserve(4);
        if (c < 0x800) {
            bytes[size++] = (byte) (0xC0 | (c >> 6));
        } else {
            if (c < 0x1_0000) {
                bytes[size++] = (byte) (0xE0 | (c >> 12));
            } else {
                bytes[size++] = (byte) (0xF0 | (c >> 18));
                continuation(c >> 12);
            }
            continuation(c >> 6);
        }
        continuation(c);
    }

    private void continuation(int bits) {
        bytes[size++] = (byte) (0x80 | (bits & 0x3F));
    }

    private void reserve(int more) {
        int needed = size + more;
        if (needed > bytes.length) {
            refuseAbove(size);
            bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
        }
    }

    private static void refuseAbove(long size) {
        if (size > CanonicalJson.MAX_CANONICAL_BYTES) {
            throw new JsonRefusedException(
                    JsonPointer.ROOT,
                    "canonical form is above " + CanonicalJson.MAX_CANONICAL_BYTES
                            + " bytes; declare big content by digest");
        }
    }
}
