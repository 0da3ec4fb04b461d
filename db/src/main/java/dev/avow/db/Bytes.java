package dev.avow.db;

import java.util.Arrays;

/** Bytes as a value: immutable, equal where the content is equal. */
public final class Bytes {

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    /** Returns a value of these bytes, copied. */
    public static Bytes of(byte[] content) {
        return new Bytes(content.clone());
    }

    /** Returns a copy of the content. */
    public byte[] toArray() {
        return content.clone();
    }

    public int size() {
        return content.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return content.length + " bytes";
    }
}
