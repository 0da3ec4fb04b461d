package dev.avow.engine.identity;

/**
 * A JSON integer that every JSON library reads alike.
 *
 * @param value within ±(2^53-1)
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7493#section-2.2">RFC 7493, section 2.2: numbers</a>
 */
public record JsonInteger(long value) implements JsonValue {

    /** The largest magnitude of an integer: 2^53-1. */
    public static final long MAX = (1L << 53) - 1;

    /** @throws JsonRefusedException if the value is outside ±(2^53-1) */
    public JsonInteger {
        if (value > MAX || value < -MAX) {
            throw new JsonRefusedException(JsonPointer.ROOT, "integer " + value + " is outside ±(2^53-1)");
        }
    }
}
