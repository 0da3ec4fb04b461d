package dev.avow.engine.dsl;

import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonBoolean;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What a template can name: texts, truth values, lists and further variables, by name; data alone, never code. */
public final class Variables {

    private final Map<String, Supplier<Object>> values;

    private Variables(Map<String, Supplier<Object>> values) {
        this.values = values;
    }

    /** Returns the members of a JSON object as variables. */
    public static Variables of(JsonObject json) {
        return builder().putAll(json).build();
    }

    private static Object value(JsonValue value) {
        if (value instanceof JsonObject object) {
            return of(object);
        }
        if (value instanceof JsonArray array) {
            return array.values().stream().map(Variables::value).toList();
        }
        if (value instanceof JsonBoolean flag) {
            return flag.value();
        }
        return value instanceof JsonInteger number ? Long.toString(number.value()) : ((JsonString) value).value();
    }

    /** Starts a set of variables. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the value of a name: a text, a truth value, a list of such, or further variables. */
    Optional<Object> find(String name) {
        return Optional.ofNullable(values.get(name)).map(Supplier::get);
    }

    /** Collects variables; a name that is given again has the later value. */
    public static final class Builder {

        private final Map<String, Supplier<Object>> values = new LinkedHashMap<>();

        private Builder() {}

        /** Adds a text. */
        public Builder put(String name, String text) {
            values.put(name, () -> text);
            return this;
        }

        /** Adds the members of a JSON object. */
        public Builder putAll(JsonObject json) {
            json.members().forEach((name, value) -> values.put(name, () -> value(value)));
            return this;
        }

        /** Adds further variables, named {@code NAME.INNER}. */
        public Builder put(String name, Variables inner) {
            values.put(name, () -> inner);
            return this;
        }

        /** Adds a list of further variables. */
        public Builder put(String name, List<Variables> list) {
            values.put(name, () -> list);
            return this;
        }

        /** Adds a text that is made only where a template names it. */
        public Builder lazy(String name, Supplier<String> text) {
            values.put(name, text::get);
            return this;
        }

        /** Adds further variables that are made only where a template names one of them. */
        public Builder lazyVariables(String name, Supplier<Variables> inner) {
            values.put(name, inner::get);
            return this;
        }

        /** Returns the variables. */
        public Variables build() {
            return new Variables(new LinkedHashMap<>(values));
        }
    }
}
