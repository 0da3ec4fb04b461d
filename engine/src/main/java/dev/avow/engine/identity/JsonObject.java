package dev.avow.engine.identity;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A JSON object, its members sorted by the UTF-16 code units of their names.
 *
 * @param members copied; {@link String#compareTo} is exactly the order of RFC 8785, section 3.2.3
 */
public record JsonObject(SortedMap<String, JsonValue> members) implements JsonValue {

    private static final JsonObject EMPTY = new JsonObject(new TreeMap<>());

    /** @throws JsonRefusedException if a name has a lone surrogate or U+0000 */
    public JsonObject {
        members = Members.of(members);
    }

    /** Returns the object without members. */
    public static JsonObject empty() {
        return EMPTY;
    }

    /** Returns an object of these members, in whatever order they come. */
    public static JsonObject of(Map<String, ? extends JsonValue> members) {
        return new JsonObject(new TreeMap<>(Map.copyOf(members)));
    }

    /** Returns a builder of an object. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the member of this name, if there is one. */
    public Optional<JsonValue> find(String name) {
        return Optional.ofNullable(members.get(name));
    }

    public boolean isEmpty() {
        return members.isEmpty();
    }

    /** Collects the members of an object; not for sharing between threads. */
    public static final class Builder {

        private final MembersBuilder members = new MembersBuilder();

        private Builder() {}

        /**
         * Adds a member.
         *
         * @throws JsonRefusedException if the name has a lone surrogate or U+0000
         * @throws IllegalArgumentException if the name was put before
         */
        public Builder put(String name, JsonValue value) {
            Utf16.refuseName(name);
            if (members.has(name)) {
                throw new IllegalArgumentException(
                        "Member '" + Printable.text(name) + "' is given twice. Give it once.");
            }
            members.add(name, Objects.requireNonNull(value));
            return this;
        }

        public Builder put(String name, String value) {
            return put(name, new JsonString(value));
        }

        public Builder put(String name, long value) {
            return put(name, new JsonInteger(value));
        }

        public Builder put(String name, boolean value) {
            return put(name, new JsonBoolean(value));
        }

        public JsonObject build() {
            return new JsonObject(members.build());
        }
    }
}
