package dev.avow.engine.identity;

/** A JSON boolean. */
public record JsonBoolean(boolean value) implements JsonValue {}
