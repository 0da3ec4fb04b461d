package dev.avow.engine.history;

import dev.avow.db.Events.StoredEvent;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;

/** What an event says; what it does not say is empty, or 0. */
record EventBody(JsonObject json) {

    static EventBody of(StoredEvent stored) {
        return new EventBody(CanonicalJson.parseObject(stored.event().body().toArray()));
    }

    String text(String name) {
        return json.find(name).orElse(null) instanceof JsonString text ? text.value() : "";
    }

    long number(String name) {
        return json.find(name).orElse(null) instanceof JsonInteger number ? number.value() : 0;
    }

    JsonObject notes() {
        return json.find("notes").orElse(null) instanceof JsonObject notes ? notes : JsonObject.empty();
    }

    long note(String name) {
        return new EventBody(notes()).number(name);
    }
}
