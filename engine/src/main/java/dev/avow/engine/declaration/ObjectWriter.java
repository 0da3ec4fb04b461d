package dev.avow.engine.declaration;

import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Writes the members of one object; what is empty is left out. Not for sharing by threads. */
final class ObjectWriter {

    private final JsonObject.Builder members = JsonObject.builder();

    ObjectWriter put(String name, JsonValue value) {
        members.put(name, value);
        return this;
    }

    ObjectWriter put(String name, String value) {
        members.put(name, value);
        return this;
    }

    ObjectWriter put(String name, long value) {
        members.put(name, value);
        return this;
    }

    /** Writes {@code true}, or nothing. */
    ObjectWriter flag(String name, boolean value) {
        if (value) {
            members.put(name, true);
        }
        return this;
    }

    <T> ObjectWriter optional(String name, Optional<T> value, Function<T, ? extends JsonValue> writer) {
        value.ifPresent(present -> members.put(name, writer.apply(present)));
        return this;
    }

    ObjectWriter notEmpty(String name, JsonObject value) {
        if (!value.isEmpty()) {
            members.put(name, value);
        }
        return this;
    }

    <T> ObjectWriter list(String name, List<T> values, Function<T, ? extends JsonValue> writer) {
        if (!values.isEmpty()) {
            members.put(name, array(values, writer));
        }
        return this;
    }

    <T> ObjectWriter map(String name, Map<String, T> values, Function<T, ? extends JsonValue> writer) {
        if (!values.isEmpty()) {
            JsonObject.Builder map = JsonObject.builder();
            values.forEach((key, value) -> map.put(key, writer.apply(value)));
            members.put(name, map.build());
        }
        return this;
    }

    JsonObject build() {
        return members.build();
    }

    static <T> JsonArray array(List<T> values, Function<T, ? extends JsonValue> writer) {
        return new JsonArray(values.stream().<JsonValue>map(writer).toList());
    }
}
