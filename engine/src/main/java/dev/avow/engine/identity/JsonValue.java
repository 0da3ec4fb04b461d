package dev.avow.engine.identity;

/**
 * A JSON value of the declared subset: strings, booleans, arrays, objects, and integers within ±(2^53-1).
 *
 * <p>There is no null, no fraction and no exponent. Values are immutable and may be shared by threads.
 */
public sealed interface JsonValue permits JsonObject, JsonArray, JsonString, JsonInteger, JsonBoolean {}
