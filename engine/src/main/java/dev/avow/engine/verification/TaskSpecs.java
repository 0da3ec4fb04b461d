package dev.avow.engine.verification;

import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import dev.avow.engine.identity.Printable;
import java.util.Map;
import java.util.Optional;

/** The digests of a job's specs by task, as the event of its registration has them. */
final class TaskSpecs {

    private static final String DIGEST = "sha256:";

    private TaskSpecs() {}

    /** Returns what does not fit, or empty if all does. */
    static Optional<String> fault(JsonObject specs) {
        return specs.members().entrySet().stream()
                .filter(member -> !isDigest(member.getValue()))
                .findFirst()
                .map(Map.Entry::getKey)
                .map(task -> "the digest of a spec for task " + Printable.quoted(task));
    }

    private static boolean isDigest(JsonValue value) {
        return value instanceof JsonString text && text.value().startsWith(DIGEST);
    }
}
