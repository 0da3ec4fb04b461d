package dev.avow.engine.schedule;

import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** The members of a schedule's JSON; one that is not there, or is of another type, is an {@link IllegalArgumentException}. */
record ScheduleMembers(JsonObject json) {

    boolean has(String name) {
        return json.find(name).isPresent();
    }

    String text(String name) {
        return text(member(name));
    }

    int number(String name) {
        return Math.toIntExact(as(JsonInteger.class, member(name)).value());
    }

    Instant instant(String name) {
        return Instant.parse(text(name));
    }

    ScheduleMembers object(String name) {
        return new ScheduleMembers(as(JsonObject.class, member(name)));
    }

    List<ScheduleMembers> objects(String name) {
        return values(name).stream()
                .map(value -> new ScheduleMembers(as(JsonObject.class, value)))
                .toList();
    }

    List<String> texts(String name) {
        return values(name).stream().map(ScheduleMembers::text).toList();
    }

    List<LocalDate> dates(String name) {
        return texts(name).stream().map(LocalDate::parse).toList();
    }

    private List<JsonValue> values(String name) {
        return as(JsonArray.class, member(name)).values();
    }

    private JsonValue member(String name) {
        return json.find(name).orElseThrow(() -> new IllegalArgumentException("no " + name));
    }

    private static String text(JsonValue value) {
        return as(JsonString.class, value).value();
    }

    private static <T> T as(Class<T> type, JsonValue value) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("not a " + type.getSimpleName());
        }
        return type.cast(value);
    }
}
