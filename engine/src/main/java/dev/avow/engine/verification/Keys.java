package dev.avow.engine.verification;

import dev.avow.engine.EngineException;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonRefusedException;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.Printable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Keys of several texts as one, which can stand in a command line as it is. */
final class Keys {

    private Keys() {}

    static String of(String... parts) {
        byte[] json = CanonicalJson.bytes(JsonArray.ofStrings(List.of(parts)));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json);
    }

    /** @throws EngineException if it is no key of so many texts */
    static List<String> parts(String key, int count) {
        try {
            if (CanonicalJson.parse(Base64.getUrlDecoder().decode(key.getBytes(StandardCharsets.UTF_8)))
                            instanceof JsonArray array
                    && array.values().size() == count
                    && array.values().stream().allMatch(JsonString.class::isInstance)) {
                return array.values().stream()
                        .map(value -> ((JsonString) value).value())
                        .toList();
            }
        } catch (IllegalArgumentException | JsonRefusedException e) {
            throw invalid(key);
        }
        throw invalid(key);
    }

    /** @throws EngineException if it is none */
    static long number(String key) {
        try {
            return Long.parseLong(key);
        } catch (NumberFormatException e) {
            throw invalid(key);
        }
    }

    static EngineException invalid(String position) {
        return new EngineException("Position " + Printable.quoted(position)
                + " is none of a verification. Give one that a verification of this store has shown, or none.");
    }
}
