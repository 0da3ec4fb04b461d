package dev.avow.engine.identity;

/**
 * A JSON string, kept exactly as given: never normalised.
 *
 * @param value well-formed UTF-16
 */
public record JsonString(String value) implements JsonValue {

    /** @throws JsonRefusedException if the value has a lone surrogate, since UTF-8 cannot carry it */
    public JsonString {
        Utf16.refuseLoneSurrogate(value, JsonPointer.ROOT);
    }
}
