package dev.avow.engine.history;

import dev.avow.engine.history.SpecChange.Difference;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonPointer;
import dev.avow.engine.identity.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Finds where two JSON documents differ: member by member, element by element. */
public final class JsonDifferences {

    private final List<Difference> found = new ArrayList<>();

    private JsonDifferences() {}

    /** Returns all places where they differ, in the order of their members' names. */
    public static List<Difference> between(JsonValue before, JsonValue after) {
        JsonDifferences differences = new JsonDifferences();
        differences.compare(JsonPointer.ROOT, Optional.of(before), Optional.of(after));
        return List.copyOf(differences.found);
    }

    private void compare(JsonPointer at, Optional<JsonValue> before, Optional<JsonValue> after) {
        if (before.equals(after)) {
            return;
        }
        JsonValue old = before.orElse(null);
        JsonValue now = after.orElse(null);
        if (old instanceof JsonObject a && now instanceof JsonObject b) {
            members(at, a, b);
        } else if (old instanceof JsonArray a && now instanceof JsonArray b) {
            elements(at, a, b);
        } else {
            found.add(new Difference(at.text(), before.map(CanonicalJson::text), after.map(CanonicalJson::text)));
        }
    }

    private void members(JsonPointer at, JsonObject before, JsonObject after) {
        TreeSet<String> names = new TreeSet<>(before.members().keySet());
        names.addAll(after.members().keySet());
        names.forEach(name -> compare(at.member(name), before.find(name), after.find(name)));
    }

    private void elements(JsonPointer at, JsonArray before, JsonArray after) {
        int longest = Math.max(before.values().size(), after.values().size());
        for (int i = 0; i < longest; i++) {
            compare(at.element(i), element(before, i), element(after, i));
        }
    }

    private static Optional<JsonValue> element(JsonArray array, int index) {
        return index < array.values().size() ? Optional.of(array.values().get(index)) : Optional.empty();
    }
}
