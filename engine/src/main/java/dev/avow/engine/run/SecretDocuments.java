package dev.avow.engine.run;

import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonPointer;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks for secrets in texts and JSON documents. */
final class SecretDocuments {

    private SecretDocuments() {}

    /** Returns the name of a secret whose value is in the text. */
    static Optional<String> findIn(SecretGuard guard, String text) {
        return guard.isIdle() ? Optional.empty() : guard.find(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the first place of a canonical document that holds a secret, and that secret's name. */
    static Optional<Found> findIn(SecretGuard guard, byte[] document) {
        return guard.find(document)
                .map(secret -> findIn(guard, CanonicalJson.parse(document), JsonPointer.ROOT)
                        .orElseGet(() -> new Found(secret, JsonPointer.ROOT)));
    }

    /** Returns the first place of a value that holds a secret: a text, the name of a member, or the digits of a number. */
    static Optional<Found> findIn(SecretGuard guard, JsonValue value, JsonPointer at) {
        if (value instanceof JsonObject object) {
            for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
                Optional<Found> found = findIn(guard, member.getKey())
                        .map(secret -> new Found(secret, at))
                        .or(() -> findIn(guard, member.getValue(), at.member(member.getKey())));
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        }
        if (value instanceof JsonArray array) {
            for (int i = 0; i < array.values().size(); i++) {
                Optional<Found> found = findIn(guard, array.values().get(i), at.element(i));
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        }
        return findIn(guard, text(value)).map(secret -> new Found(secret, at));
    }

    private static String text(JsonValue value) {
        if (value instanceof JsonString string) {
            return string.value();
        }
        return value instanceof JsonInteger integer ? Long.toString(integer.value()) : "";
    }

    /** Returns the object with three stars for each secret in a text or in the name of a member. */
    static JsonObject redact(SecretGuard guard, JsonObject object) {
        return guard.isIdle() || findIn(guard, object, JsonPointer.ROOT).isEmpty()
                ? object
                : (JsonObject) redacted(guard, object);
    }

    private static JsonValue redacted(SecretGuard guard, JsonValue value) {
        if (value instanceof JsonObject object) {
            JsonObject.Builder members = JsonObject.builder();
            List<String> names = new ArrayList<>();
            object.members().forEach((name, member) -> {
                String safe = guard.redact(name);
                String own = names.contains(safe) ? safe + " " + names.size() : safe;
                names.add(own);
                members.put(own, redacted(guard, member));
            });
            return members.build();
        }
        if (value instanceof JsonArray array) {
            return new JsonArray(array.values().stream()
                    .map(element -> redacted(guard, element))
                    .toList());
        }
        String text = text(value);
        String safe = guard.redact(text);
        return safe.equals(text) ? value : new JsonString(safe);
    }

    /**
     * A secret in a document.
     *
     * @param secret its name
     */
    record Found(String secret, JsonPointer at) {}
}
