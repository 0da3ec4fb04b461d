package dev.avow.engine.identity;

/** A JSON boolean. */
public record JsonBoolean(boolean value) implements JsonValue {

    static final JsonBoolean TRUE = new JsonBoolean(true);
    static final JsonBoolean FALSE = new JsonBoolean(false);
}
