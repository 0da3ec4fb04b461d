package dev.avow.operators.sql;

import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds bound values in the words of a database, which may write them in other cases, without quotes, or cut off. A text
 * counts as a whole, and each word of a text or integer from three characters on.
 */
final class BoundTexts {

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final int LEAST_CHARACTERS = 3;
    /** PostgreSQL cuts names at 63 bytes, of which a character has up to four. */
    private static final int MOST_CHARACTERS = 15;

    private final List<String> parts;

    BoundTexts(Collection<JsonValue> values) {
        this.parts = values.stream().flatMap(BoundTexts::parts).distinct().toList();
    }

    /** Tells whether a text has a bound value or a word of one. */
    boolean areIn(String text) {
        String folded = folded(text);
        return parts.stream().anyMatch(folded::contains);
    }

    private static Stream<String> parts(JsonValue value) {
        if (value instanceof JsonString text) {
            String whole = folded(text.value().strip());
            return whole.isEmpty() ? Stream.empty() : Stream.concat(Stream.of(whole), words(whole));
        }
        return value instanceof JsonInteger integer ? words(Long.toString(integer.value())) : Stream.empty();
    }

    private static Stream<String> words(String text) {
        return Arrays.stream(NO_WORD.split(text, -1))
                .filter(word -> word.length() >= LEAST_CHARACTERS)
                .map(word -> word.substring(0, Math.min(MOST_CHARACTERS, word.length())));
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
