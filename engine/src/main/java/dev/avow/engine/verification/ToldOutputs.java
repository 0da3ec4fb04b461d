package dev.avow.engine.verification;

import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import dev.avow.engine.identity.Printable;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The outputs that the event of an outcome tells of, each by a name of its own. */
final class ToldOutputs {

    private static final Members OUTPUT = Members.of("name", "digest", "mediaType", "size");

    private ToldOutputs() {}

    /** Returns what does not fit, or empty if all does. */
    static Optional<String> fault(JsonObject outcome) {
        if (!(outcome.find("outputs").orElse(null) instanceof JsonArray outputs)) {
            return Optional.of("an array of outputs");
        }
        if (!(outcome.find("notes").orElse(null) instanceof JsonObject)) {
            return Optional.of("an object of notes");
        }
        Set<String> names = new HashSet<>();
        for (JsonValue value : outputs.values()) {
            if (!(value instanceof JsonObject output)
                    || !(output.find("name").orElse(null) instanceof JsonString name)
                    || OUTPUT.fault(output).isPresent()) {
                return Optional.of("outputs of name, digest, mediaType and size");
            }
            if (!names.add(name.value())) {
                return Optional.of("output " + Printable.quoted(name.value()) + " once");
            }
        }
        return Optional.empty();
    }
}
