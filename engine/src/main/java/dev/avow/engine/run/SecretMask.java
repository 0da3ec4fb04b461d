package dev.avow.engine.run;

import dev.avow.engine.operator.OpenConnection;
import dev.avow.engine.operator.SecretValues;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Puts three stars in place of the secrets of a connection, in all ways of writing in which the engine looks for them: for
 * operators whose words go past the engine, such as into a log. Immutable; threads may share it.
 */
public final class SecretMask {

    /** The longest way of writing a byte: an escape of JSON. */
    private static final int MOST_PER_BYTE = 6;

    private final SecretPatterns patterns;
    private final int longest;

    private SecretMask(Map<String, List<String>> values) {
        this.patterns = SecretPatterns.of(values);
        this.longest = values.values().stream()
                .flatMap(List::stream)
                .mapToInt(value -> value.getBytes(StandardCharsets.UTF_8).length * MOST_PER_BYTE)
                .max()
                .orElse(0);
    }

    /** Returns one that leaves text as it is. */
    public static SecretMask none() {
        return new SecretMask(Map.of());
    }

    /**
     * Returns one for the secrets of a connection. Of a secret in several lines, each line of at least eight characters is
     * masked by itself too, since text is often told by lines.
     */
    public static SecretMask of(OpenConnection connection) {
        Map<String, List<String>> values = new TreeMap<>();
        for (String key : connection.secretKeys()) {
            String value = connection.get(key);
            List<String> guarded = Stream.concat(Stream.of(value), value.lines())
                    .filter(text -> text.length() >= SecretValues.SHORTEST)
                    .distinct()
                    .toList();
            if (!guarded.isEmpty()) {
                values.put(key, new ArrayList<>(guarded));
            }
        }
        return new SecretMask(values);
    }

    /** Returns the text with three stars in place of each secret. */
    public String mask(String text) {
        return SecretScanner.redact(patterns, text);
    }

    /** Returns how many bytes of UTF-8 a secret can take at most in a text; 0 if there is none. */
    public int longest() {
        return longest;
    }
}
