package dev.avow.engine.identity;

import java.util.List;

/**
 * A JSON array, in the given order.
 *
 * @param values copied
 */
public record JsonArray(List<JsonValue> values) implements JsonValue {

    public JsonArray {
        values = List.copyOf(values);
    }

    /** Returns an array of strings. */
    public static JsonArray ofStrings(List<String> strings) {
        return new JsonArray(strings.stream().<JsonValue>map(JsonString::new).toList());
    }
}
