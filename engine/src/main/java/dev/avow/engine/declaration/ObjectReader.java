package dev.avow.engine.declaration;

import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonValue;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads the members of one closed object; a refusal's pointer starts at this object. Not for sharing by threads. */
final class ObjectReader {

    private final JsonObject object;
    private final Set<String> known = new HashSet<>();

    private ObjectReader(JsonObject object) {
        this.object = object;
    }

    /** @throws DeclarationException if the value is not an object */
    static ObjectReader of(JsonValue value) {
        return new ObjectReader(Values.object(value));
    }

    boolean has(String name) {
        return object.find(name).isPresent();
    }

    <T> Optional<T> optional(String name, Function<JsonValue, T> reader) {
        known.add(name);
        return object.find(name).map(value -> Values.member(name, value, reader));
    }

    <T> T required(String name, Function<JsonValue, T> reader) {
        return optional(name, reader).orElseThrow(() -> DeclarationException.at(name, "missing"));
    }

    String string(String name) {
        return required(name, Values::string);
    }

    /** Reads a member that can have one value only. */
    void constant(String name, String expected) {
        String value = string(name);
        if (!value.equals(expected)) {
            throw DeclarationException.at(name, Checks.shown(value) + " is not '" + expected + "'");
        }
    }

    <T> List<T> listOrNone(String name, Function<JsonValue, T> reader) {
        return optional(name, value -> Values.list(value, reader)).orElse(List.of());
    }

    <T> SortedMap<String, T> mapOrNone(String name, Function<JsonValue, T> reader) {
        return optional(name, value -> Values.map(value, reader)).orElseGet(TreeMap::new);
    }

    /** Refuses the first member that was not asked for, else returns what was read. */
    <T> T done(T read) {
        for (String name : object.members().keySet()) {
            if (!known.contains(name)) {
                throw DeclarationException.at(name, "unknown member");
            }
        }
        return read;
    }
}
