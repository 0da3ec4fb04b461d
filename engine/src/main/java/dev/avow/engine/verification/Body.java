package dev.avow.engine.verification;

import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonBoolean;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads members of stored JSON that may be missing or of another type. */
record Body(JsonObject json) {

    /** Returns the text, or an empty one. */
    String text(String name) {
        return json.find(name)
                .filter(JsonString.class::isInstance)
                .map(value -> ((JsonString) value).value())
                .orElse("");
    }

    /** Returns the number, or -1. */
    long number(String name) {
        return json.find(name)
                .filter(JsonInteger.class::isInstance)
                .map(value -> ((JsonInteger) value).value())
                .orElse(-1L);
    }

    boolean flag(String name, boolean otherwise) {
        return json.find(name)
                .filter(JsonBoolean.class::isInstance)
                .map(value -> ((JsonBoolean) value).value())
                .orElse(otherwise);
    }

    List<JsonValue> array(String name) {
        return json.find(name)
                .filter(JsonArray.class::isInstance)
                .map(value -> ((JsonArray) value).values())
                .orElse(List.of());
    }

    /** Returns the texts of an array, in order; an empty one for what is no text. */
    List<String> texts(String name) {
        return array(name).stream()
                .map(value -> value instanceof JsonString text ? text.value() : "")
                .sorted()
                .toList();
    }

    Body object(String name) {
        return json.find(name)
                .filter(JsonObject.class::isInstance)
                .map(value -> new Body((JsonObject) value))
                .orElse(new Body(JsonObject.empty()));
    }

    boolean has(String name) {
        return json.find(name).isPresent();
    }

    /** Returns the moment, or empty if there is none of this name. */
    Optional<Instant> moment(String name) {
        try {
            return Optional.of(Instant.parse(text(name)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
