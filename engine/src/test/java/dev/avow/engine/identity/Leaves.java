package dev.avow.engine.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The leaves of a document: strings, integers, booleans, and empty arrays and objects. */
public final class Leaves {

    private Leaves() {}

    /** Returns the places of all leaves, in canonical order. */
    public static List<JsonPointer> of(JsonValue value) {
        List<JsonPointer> places = new ArrayList<>();
        collect(value, JsonPointer.ROOT, places);
        return places;
    }

    /** Returns the document with another leaf at this place. */
    public static JsonValue change(JsonValue value, JsonPointer place, UnaryOperator<JsonValue> change) {
        return change(value, JsonPointer.ROOT, place, change);
    }

    /** Returns a leaf of the same type and another value. */
    public static JsonValue other(JsonValue leaf) {
        if (leaf instanceof JsonString string) {
            return new JsonString(string.value() + "0");
        }
        if (leaf instanceof JsonInteger integer) {
            return new JsonInteger(integer.value() > 0 ? integer.value() - 1 : integer.value() + 1);
        }
        if (leaf instanceof JsonBoolean bool) {
            return new JsonBoolean(!bool.value());
        }
        return leaf instanceof JsonArray ? JsonObject.empty() : new JsonArray(List.of());
    }

    private static void collect(JsonValue value, JsonPointer at, List<JsonPointer> places) {
        if (value instanceof JsonObject object && !object.isEmpty()) {
            object.members().forEach((name, member) -> collect(member, at.member(name), places));
        } else if (value instanceof JsonArray array && !array.values().isEmpty()) {
            for (int i = 0; i < array.values().size(); i++) {
                collect(array.values().get(i), at.element(i), places);
            }
        } else {
            places.add(at);
        }
    }

    private static JsonValue change(
            JsonValue value, JsonPointer at, JsonPointer place, UnaryOperator<JsonValue> change) {
        if (at.equals(place)) {
            return change.apply(value);
        }
        if (!place.text().startsWith(at.text())) {
            return value;
        }
        if (value instanceof JsonObject object) {
            Map<String, JsonValue> members = new TreeMap<>(object.members());
            members.replaceAll((name, member) -> change(member, at.member(name), place, change));
            return JsonObject.of(members);
        }
        if (value instanceof JsonArray array) {
            List<JsonValue> values = new ArrayList<>();
            for (JsonValue element : array.values()) {
                values.add(change(element, at.element(values.size()), place, change));
            }
            return new JsonArray(values);
        }
        return value;
    }
}
