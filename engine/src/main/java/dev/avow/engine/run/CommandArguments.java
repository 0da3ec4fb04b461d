package dev.avow.engine.run;

import dev.avow.engine.EngineException;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import dev.avow.engine.identity.Printable;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the arguments of a command, which anybody may have stored. */
record CommandArguments(JsonObject json) {

    String text(String name) {
        return find(name).orElseThrow(() -> bad(name, "is missing, or no text"));
    }

    Optional<String> find(String name) {
        return json.find(name).map(value -> text(name, value));
    }

    private static String text(String name, JsonValue value) {
        if (value instanceof JsonString text) {
            return text.value();
        }
        throw bad(name, "is no text");
    }

    int number(String name, int otherwise) {
        JsonValue value = json.find(name).orElse(new JsonInteger(otherwise));
        if (value instanceof JsonInteger number && number.value() == (int) number.value()) {
            return (int) number.value();
        }
        throw bad(name, "is no integer within 32 bits");
    }

    Identity identity() {
        String text = text("identity");
        return Digest.find(text)
                .map(Identity::new)
                .orElseThrow(() -> bad("identity", "is " + Printable.quoted(text) + ", and no identity"));
    }

    Instant time(String name) {
        String text = text(name);
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw bad(name, "is " + Printable.quoted(text) + ", and no time such as 2026-01-05T03:00:00Z");
        }
    }

    /** Returns the texts of an object by name; none if it is not there. */
    Map<String, String> texts(String name) {
        JsonValue value = json.find(name).orElse(JsonObject.empty());
        if (value instanceof JsonObject object) {
            Map<String, String> texts = new TreeMap<>();
            object.members().forEach((member, text) -> texts.put(member, text(name, text)));
            return texts;
        }
        throw bad(name, "is no object");
    }

    private static EngineException bad(String name, String what) {
        return new EngineException(
                "Argument '" + name + "' of the command " + what + ". Give it as docs/commands.md says.");
    }
}
