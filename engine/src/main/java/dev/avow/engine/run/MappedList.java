package dev.avow.engine.run;

import dev.avow.engine.EngineException;
import dev.avow.engine.dsl.Elements;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import dev.avow.engine.identity.Printable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** The list that a mapped task has a run for each element of, as it is kept. */
record MappedList(List<MappedElement> elements) {

    private static final String KEY = "key";

    MappedList {
        elements = List.copyOf(elements);
    }

    /** @throws EngineException if two have one key, one has no valid key, or they are too many */
    static MappedList of(List<String> keys) {
        return of(JsonArray.ofStrings(keys));
    }

    /**
     * Returns the list that a JSON array says: texts, or objects with a member {@code key}.
     *
     * @throws EngineException as for {@link #of(List)}, and for an element that is neither
     */
    static MappedList of(JsonArray array) {
        if (array.values().size() > Elements.MOST) {
            throw new EngineException("List has " + array.values().size() + " elements. Give at most " + Elements.MOST
                    + ", or more to each.");
        }
        List<MappedElement> elements = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (JsonValue value : array.values()) {
            MappedElement element = element(elements.size(), value);
            element.declared(); // why: it refuses a key that is not valid
            if (!keys.add(element.key())) {
                throw new EngineException("List has two elements with the key " + Printable.quoted(element.key())
                        + ". Give each a key of its own.");
            }
            elements.add(element);
        }
        return new MappedList(elements);
    }

    private static MappedElement element(int index, JsonValue value) {
        if (value instanceof JsonString key) {
            return new MappedElement(index, key.value(), JsonObject.empty());
        }
        if (value instanceof JsonObject object && object.find(KEY).orElse(null) instanceof JsonString key) {
            TreeMap<String, JsonValue> others = new TreeMap<>(object.members());
            others.remove(KEY);
            return new MappedElement(index, key.value(), new JsonObject(others));
        }
        throw new EngineException("Element " + index + " of the list is neither a text nor an object with a text as its"
                + " member 'key'. Give one of these.");
    }

    /** @throws dev.avow.engine.identity.JsonRefusedException if they are more than 1 MiB */
    byte[] toBytes() {
        return CanonicalJson.bytes(new JsonArray(elements.stream()
                .<JsonValue>map(element -> {
                    TreeMap<String, JsonValue> members =
                            new TreeMap<>(element.value().members());
                    members.put(KEY, new JsonString(element.key()));
                    return new JsonObject(members);
                })
                .toList()));
    }

    /** @throws EngineException if it is no such array */
    static MappedList parse(byte[] utf8) {
        if (CanonicalJson.parse(utf8) instanceof JsonArray array) {
            return of(array);
        }
        throw new EngineException("List is no JSON array. Give an array.");
    }
}
