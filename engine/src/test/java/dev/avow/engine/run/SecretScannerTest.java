package dev.avow.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonString;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** In which ways of writing secrets are found. */
class SecretScannerTest {

    private static final String VALUE = "p\u00E4ss \"w\\rd\"\n+/%\uD83D\uDE00&end";
    private static final SecretPatterns PATTERNS =
            SecretPatterns.of(Map.of("db", List.of(VALUE, "older-value"), "pin", List.of("12345678")));

    static Stream<String> forms() {
        byte[] utf8 = VALUE.getBytes(StandardCharsets.UTF_8);
        String url = URLEncoder.encode(VALUE, StandardCharsets.UTF_8);
        StringBuilder escaped = new StringBuilder();
        VALUE.chars().forEach(c -> escaped.append("\\u").append(String.format(java.util.Locale.ROOT, "%04X", c)));
        return Stream.of(
                VALUE,
                CanonicalJson.text(new JsonString(VALUE)),
                CanonicalJson.text(new JsonString(VALUE)).replace("/", "\\/"),
                escaped.toString(),
                url,
                url.replace("+", "%20"),
                url.toLowerCase(java.util.Locale.ROOT),
                url.replace("%2F", "/").replace("%26", "&"),
                Base64.getEncoder().encodeToString(utf8),
                Base64.getUrlEncoder().withoutPadding().encodeToString(utf8),
                Base64.getEncoder().encodeToString(("u:" + VALUE).getBytes(StandardCharsets.UTF_8)),
                Base64.getEncoder().encodeToString(("us:" + VALUE + ".").getBytes(StandardCharsets.UTF_8)),
                Base64.getMimeEncoder(8, new byte[] {'\r', '\n'}).encodeToString(utf8),
                "older-value");
    }

    private static Optional<String> found(byte[] text, int piece) {
        SecretScanner scanner = new SecretScanner(PATTERNS);
        for (int from = 0; from < text.length; from += piece) {
            Optional<SecretMatch> match = scanner.scan(text, from, Math.min(piece, text.length - from));
            if (match.isPresent()) {
                return match.map(SecretMatch::secret);
            }
        }
        return Optional.empty();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void finds_each_form_across_all_borders(String form) {
        byte[] text = ("%4\\u00 before: " + form + " after").getBytes(StandardCharsets.UTF_8);

        for (int piece = 1; piece <= text.length; piece++) {
            assertThat(found(text, piece)).as("pieces of " + piece).contains("db");
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void puts_stars_in_place_of_each_form(String form) {
        String text = "a " + form + " b 12345678. " + form + form;

        String safe = SecretScanner.redact(PATTERNS, text);

        assertThat(safe).startsWith("a ").contains(" b ***. ").contains("***");
        assertThat(safe.replaceAll("[\\s\"=*.ab]", "")).isEmpty();
    }

    @Test
    void puts_stars_in_place_of_the_whole_word_in_base64() {
        String basic = Base64.getEncoder().encodeToString("user:12345678!".getBytes(StandardCharsets.UTF_8));

        assertThat(SecretScanner.redact(PATTERNS, "Authorization: Basic " + basic + " refused"))
                .isEqualTo("Authorization: Basic *** refused");
    }

    @Test
    void leaves_other_text_as_it_is() {
        String text = "lone \uD800, 1234567, older-valu, 2345678";

        assertThat(SecretScanner.redact(PATTERNS, text)).isSameAs(text);
    }

    @Test
    void finds_random_values_in_random_text_and_nothing_without_them() {
        long seed = 20_260_105;
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            byte[] noise = new byte[random.nextInt(3000)];
            random.nextBytes(noise);
            String value = random(random, SecretTails.TAIL + random.nextInt(40));
            SecretPatterns patterns = SecretPatterns.of(Map.of("it", List.of(value)));
            String form = switch (random.nextInt(4)) {
                case 0 -> CanonicalJson.text(new JsonString(value));
                case 1 -> URLEncoder.encode(value, StandardCharsets.UTF_8);
                case 2 ->
                    Base64.getEncoder()
                            .encodeToString(
                                    (random(random, random.nextInt(9)) + value).getBytes(StandardCharsets.UTF_8));
                default -> value;
            };
            String around = new String(noise, StandardCharsets.ISO_8859_1).replaceAll("[A-Za-z0-9+/=_%\\\\-]", ".");

            String safe = SecretScanner.redact(patterns, around + " " + form + " " + around);

            assertThat(safe)
                    .as("seed %s, round %s", seed, round)
                    .contains("***")
                    .doesNotContain(value);
            assertThat(SecretScanner.redact(patterns, around)).isSameAs(around);
        }
    }

    private static String random(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) (' ' + random.nextInt(95)));
        }
        return text.toString();
    }
}
