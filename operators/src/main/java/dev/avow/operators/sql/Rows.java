package dev.avow.operators.sql;

import dev.avow.engine.identity.Digest;

/**
 * The rows of a query, as JSON Lines; immutable, as long as nobody changes the bytes.
 *
 * @param count how many there are
 * @param lines a JSON object a row, each with a line feed at its end
 */
@SuppressWarnings("ArrayRecordComponent") // why: handed over once, and never compared
public record Rows(int count, byte[] lines) {

    /** The media type of the lines. */
    public static final String MEDIA_TYPE = "application/x-ndjson";

    /** Returns the digest of the lines. */
    public Digest digest() {
        return Digest.of(lines);
    }
}
