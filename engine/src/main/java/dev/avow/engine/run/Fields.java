package dev.avow.engine.run;

import dev.avow.engine.EngineException;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonBoolean;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import java.util.List;

/** Reads the members of a JSON object that the engine wrote itself. */
record Fields(JsonObject json) {

    String text(String name) {
        return as(JsonString.class, name).value();
    }

    int number(String name) {
        return Math.toIntExact(as(JsonInteger.class, name).value());
    }

    boolean flag(String name) {
        return as(JsonBoolean.class, name).value();
    }

    List<JsonValue> array(String name) {
        return as(JsonArray.class, name).values();
    }

    JsonObject object(String name) {
        return as(JsonObject.class, name);
    }

    private <T extends JsonValue> T as(Class<T> type, String name) {
        return json.find(name)
                .filter(type::isInstance)
                .map(type::cast)
                .orElseThrow(() -> new EngineException("Stored JSON lacks '" + name + "' as " + type.getSimpleName()
                        + ". Restore the row from a backup."));
    }
}
