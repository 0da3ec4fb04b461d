package dev.avow.engine.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CanonicalJsonPropertyTest {

    private static final List<String> OUTSIDE = List.of(
            "null",
            "1.5",
            "1.0",
            "1e3",
            "1E-3",
            "-0",
            "-0.0",
            "01",
            "-01",
            "+1",
            ".5",
            "NaN",
            "Infinity",
            "undefined",
            "9007199254740992",
            "-9007199254740992",
            "1" + "0".repeat(400),
            "\"\\ud83d\"",
            "\"\\udc00x\"",
            "'a'",
            "\"\\a\"",
            "{\"a\\u0000\":1}",
            "{\"\\ud800\":1}",
            "{\"a\":1,\"\\u0061\":1}");

    private static final JsonMapper JACKSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @Test
    void order_and_white_space_and_escapes_never_matter() {
        Randomly.times(500, random -> {
            JsonValue value = new RandomJson(random).value(5);

            JsonValue read = CanonicalJson.parse(utf8(ScrambledJson.text(value, random)));

            assertThat(read).isEqualTo(value);
            assertThat(CanonicalJson.bytes(read)).isEqualTo(CanonicalJson.bytes(value));
        });
    }

    @Test
    void canonical_bytes_read_back_as_the_same_value_and_the_same_bytes() {
        Randomly.times(500, random -> {
            JsonValue value = new RandomJson(random).value(5);

            byte[] bytes = CanonicalJson.bytes(value);

            assertThat(CanonicalJson.parse(bytes)).isEqualTo(value);
            assertThat(CanonicalJson.isCanonical(bytes)).isTrue();
        });
    }

    @Test
    void every_change_of_a_leaf_changes_the_digest() {
        Randomly.times(100, random -> {
            JsonValue value = new RandomJson(random).value(5);
            Digest before = Digest.of(CanonicalJson.bytes(value));

            for (JsonPointer leaf : Leaves.of(value)) {
                JsonValue changed = Leaves.change(value, leaf, Leaves::other);
                assertThat(Digest.of(CanonicalJson.bytes(changed)))
                        .as("%s", leaf)
                        .isNotEqualTo(before);
            }
        });
    }

    @Test
    void every_value_outside_the_subset_is_refused_at_its_pointer() {
        Randomly.times(500, random -> {
            JsonValue value = new RandomJson(random).value(5);
            List<JsonPointer> leaves = Leaves.of(value);
            JsonPointer leaf = leaves.get(random.nextInt(leaves.size()));
            String bad = OUTSIDE.get(random.nextInt(OUTSIDE.size()));

            byte[] text = utf8(ScrambledJson.text(value, random, Map.of(leaf, bad)));
            JsonRefusedException refused =
                    catchThrowableOfType(JsonRefusedException.class, () -> CanonicalJson.parse(text));

            assertThat(refused).as(bad).isNotNull();
            assertThat(refused.pointer().text()).as(bad).startsWith(leaf.text());
        });
    }

    @Test
    void a_text_with_one_wrong_byte_is_refused_or_means_what_another_library_reads() {
        Randomly.times(2000, random -> {
            byte[] text = utf8(ScrambledJson.text(new RandomJson(random).value(4), random));
            byte[] other = "{}[]\",:\\u0123e.-+ \n\0\u00ff".getBytes(StandardCharsets.ISO_8859_1);
            text[random.nextInt(text.length)] = other[random.nextInt(other.length)];

            JsonValue read;
            try {
                read = CanonicalJson.parse(text);
            } catch (JsonRefusedException refused) {
                return;
            }

            assertThat(CanonicalJson.text(read)).isEqualTo(canonicalByJackson(text));
        });
    }

    /** Returns what Jackson reads, written with our writer of values and not of text. */
    private static String canonicalByJackson(byte[] text) throws JsonProcessingException {
        String decoded = new String(text, StandardCharsets.UTF_8);
        String written = JACKSON.writeValueAsString(JACKSON.readTree(decoded));
        return CanonicalJson.text(CanonicalJson.parse(utf8(written)));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
