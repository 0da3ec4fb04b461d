package dev.avow.engine.declaration;

import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Hmac;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonBoolean;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonPointer;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Readers of single JSON values; each refuses at the root, to which whoever knows the place adds it. */
final class Values {

    private Values() {}

    static JsonObject object(JsonValue value) {
        if (value instanceof JsonObject object) {
            return object;
        }
        throw DeclarationException.here("not an object");
    }

    static String string(JsonValue value) {
        if (value instanceof JsonString string) {
            return string.value();
        }
        throw DeclarationException.here("not a string");
    }

    static long integer(JsonValue value) {
        if (value instanceof JsonInteger integer) {
            return integer.value();
        }
        throw DeclarationException.here("not an integer");
    }

    static int smallInteger(JsonValue value) {
        long integer = integer(value);
        if (integer != (int) integer) {
            throw DeclarationException.here("integer " + integer + " is outside ±(2^31-1)");
        }
        return (int) integer;
    }

    /** Reads {@code true}, the only value of a member that is absent otherwise. */
    static boolean isTrue(JsonValue value) {
        if (value instanceof JsonBoolean bool && bool.value()) {
            return true;
        }
        throw DeclarationException.here("not true; leave the member out instead");
    }

    /** Reads the name of a constant. */
    static <E extends Enum<E>> E constant(Class<E> type, JsonValue value, String what) {
        String name = string(value);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw DeclarationException.here(Checks.shown(name) + " is not " + what);
    }

    static Digest digest(JsonValue value) {
        String text = string(value);
        return Digest.find(text)
                .orElseThrow(() -> DeclarationException.here(
                        Checks.shown(text) + " is not a digest; use sha256:<64 lower-case hex digits>"));
    }

    static Hmac hmac(JsonValue value) {
        String text = string(value);
        return Hmac.find(text)
                .orElseThrow(() -> DeclarationException.here(
                        Checks.shown(text) + " is not an HMAC; use hmac-sha256:<64 lower-case hex digits>"));
    }

    /** Reads an array of at least one element; where none is meant, the member is absent. */
    static <T> List<T> list(JsonValue value, Function<JsonValue, T> reader) {
        if (!(value instanceof JsonArray array)) {
            throw DeclarationException.here("not an array");
        }
        refuseEmpty(array.values().isEmpty());
        List<T> list = new ArrayList<>(array.values().size());
        for (JsonValue element : array.values()) {
            list.add(element(list.size(), element, reader));
        }
        return list;
    }

    /** Reads an object of at least one member; where none is meant, the member is absent. */
    static <T> SortedMap<String, T> map(JsonValue value, Function<JsonValue, T> reader) {
        JsonObject object = object(value);
        refuseEmpty(object.isEmpty());
        TreeMap<String, T> map = new TreeMap<>();
        for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
            map.put(member.getKey(), member(member.getKey(), member.getValue(), reader));
        }
        return map;
    }

    /** Reads an array of strings that are sorted by UTF-16 code unit, each one once. */
    static SortedSet<String> sortedNames(JsonValue value) {
        List<String> names = list(value, Values::string);
        for (int i = 1; i < names.size(); i++) {
            if (names.get(i - 1).compareTo(names.get(i)) >= 0) {
                throw new DeclarationException(
                        JsonPointer.ROOT.element(i),
                        Checks.shown(names.get(i)) + " is not in order; sort the names, each one once");
            }
        }
        return new TreeSet<>(names);
    }

    static void refuseEmpty(boolean empty) {
        if (empty) {
            throw DeclarationException.here("empty; leave the member out instead");
        }
    }

    /** Reads a value that is the member of this name. */
    static <T> T member(String name, JsonValue value, Function<JsonValue, T> reader) {
        try {
            return reader.apply(value);
        } catch (DeclarationException e) {
            throw e.under(JsonPointer.ROOT.member(name));
        }
    }

    private static <T> T element(int index, JsonValue value, Function<JsonValue, T> reader) {
        try {
            return reader.apply(value);
        } catch (DeclarationException e) {
            throw e.under(JsonPointer.ROOT.element(index));
        }
    }
}
