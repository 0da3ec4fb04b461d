package dev.avow.engine.identity;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads JSON of the declared subset, and writes its one canonical form: RFC 8785 in UTF-8, without BOM or line end.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8785">RFC 8785: JSON Canonicalization Scheme (JCS)</a>
 */
public final class CanonicalJson {

    /** The most bytes of a canonical document. */
    public static final int MAX_CANONICAL_BYTES = 1 << 20;

    /** The most bytes of a text that is read. */
    public static final int MAX_TEXT_BYTES = 4 << 20;

    /** The deepest nesting; the root is 1. */
    public static final int MAX_DEPTH = 64;

    private CanonicalJson() {}

    /**
     * Reads one JSON document.
     *
     * @param utf8 the text in UTF-8, without BOM, at most 4 MiB
     * @throws JsonRefusedException at the first value outside the subset: invalid UTF-8 or JSON, null, a fraction or
     *     exponent, {@code -0}, an integer outside ±(2^53-1), a duplicate name, a lone surrogate, U+0000 in a name,
     *     nesting beyond 64, a second document
     */
    public static JsonValue parse(byte[] utf8) {
        if (utf8.length > MAX_TEXT_BYTES) {
            throw new JsonRefusedException(
                    JsonPointer.ROOT, "text of " + utf8.length + " bytes is above " + MAX_TEXT_BYTES);
        }
        return JsonReader.read(utf8);
    }

    /**
     * Reads one JSON document that must be an object.
     *
     * @param utf8 as for {@link #parse}
     * @throws JsonRefusedException as for {@link #parse}, and if the document is not an object
     */
    public static JsonObject parseObject(byte[] utf8) {
        if (parse(utf8) instanceof JsonObject object) {
            return object;
        }
        throw new JsonRefusedException(JsonPointer.ROOT, "not an object");
    }

    /**
     * Reads one JSON document whose canonical form is within its limit.
     *
     * @param utf8 as for {@link #parse}
     * @throws JsonRefusedException as for {@link #parse}, and if the canonical form is more than 1 MiB
     */
    public static JsonValue parseDocument(byte[] utf8) {
        JsonValue value = parse(utf8);
        if (utf8.length > MAX_CANONICAL_BYTES) {
            JsonWriter.write(value); // why: canonical form is never longer than another text of the same value
        }
        return value;
    }

    /**
     * Returns the canonical bytes of a value.
     *
     * @throws JsonRefusedException if they are more than 1 MiB, or the value is nested deeper than 64
     */
    public static byte[] bytes(JsonValue value) {
        return JsonWriter.write(value);
    }

    /**
     * Returns the canonical text of a value.
     *
     * @throws JsonRefusedException as for {@link #bytes}
     */
    public static String text(JsonValue value) {
        return new String(bytes(value), StandardCharsets.UTF_8);
    }

    /** Tells whether these bytes are exactly the canonical form of some document; false also where they are refused. */
    public static boolean isCanonical(byte[] utf8) {
        try {
            return Arrays.equals(utf8, bytes(parse(utf8)));
        } catch (JsonRefusedException refused) {
            return false;
        }
    }
}
