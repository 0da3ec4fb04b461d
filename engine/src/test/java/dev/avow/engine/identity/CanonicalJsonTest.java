package dev.avow.engine.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CanonicalJsonTest {

    /** Text, pointer, reason. */
    private static final String REFUSED = """
             ~ "" ~ text ends too early, at character 0
            {"a":1 ~ "" ~ text ends too early, at character 6
            {"a":[1,2 ~ /a ~ text ends too early, at character 9
            {"a": ~ /a ~ text ends too early, at character 5
            "abc ~ "" ~ text ends too early, at character 4
            nul ~ "" ~ text ends too early, at character 3
            null ~ "" ~ null
            {"a":[true,null]} ~ /a/1 ~ null
            [truth] ~ /0 ~ not JSON at character 4: expected true
            [falsee] ~ /0 ~ not JSON at character 6: expected the end of a value
            [1.0] ~ /0 ~ fraction or exponent; write a decimal as a string
            [-0.0] ~ /0 ~ fraction or exponent; write a decimal as a string
            [1e3] ~ /0 ~ fraction or exponent; write a decimal as a string
            [1E+3] ~ /0 ~ fraction or exponent; write a decimal as a string
            [-0] ~ /0 ~ -0
            [00] ~ /0 ~ leading zero
            [-01] ~ /0 ~ leading zero
            [+1] ~ /0 ~ not JSON at character 1: expected a value
            [.5] ~ /0 ~ not JSON at character 1: expected a value
            [-] ~ /0 ~ not JSON at character 2: expected a digit
            [1_000] ~ /0 ~ not JSON at character 2: expected the end of a value
            [0x1F] ~ /0 ~ not JSON at character 2: expected the end of a value
            [NaN] ~ /0 ~ not JSON at character 1: expected a value
            [-Infinity] ~ /0 ~ not JSON at character 2: expected a digit
            [9007199254740992] ~ /0 ~ integer 9007199254740992 is outside ±(2^53-1)
            [-9007199254740992] ~ /0 ~ integer -9007199254740992 is outside ±(2^53-1)
            [123456789012345678901234567890] ~ /0 ~ integer of 30 digits is outside ±(2^53-1)
            {"a":1,"b":2,"a":3} ~ /a ~ duplicate name
            {"a":1,"\\u0061":3} ~ /a ~ duplicate name
            {"b":1,"a":2,"b":3} ~ /b ~ duplicate name
            {"":1,"":2} ~ / ~ duplicate name
            {"x":{"a/b~c":1,"a/b~c":2}} ~ /x/a~1b~0c ~ duplicate name
            {"a":1,"a":nonsense} ~ /a ~ duplicate name
            {"\\ud83d":nonsense} ~ /\\uD83D ~ lone surrogate U+D83D
            {"\\ude00\\ud83d":1} ~ /\\uDE00\\uD83D ~ lone surrogate U+DE00
            ["\\ud83d"] ~ /0 ~ lone surrogate U+D83D
            ["a\\udfffb"] ~ /0 ~ lone surrogate U+DFFF
            ["\\ud83d\\u0041"] ~ /0 ~ lone surrogate U+D83D
            {"a\\u0000b":1} ~ /a\\u0000b ~ U+0000 in a name
            ["\\x41"] ~ /0 ~ not JSON at character 3: expected an escape of JSON
            ["\\U0041"] ~ /0 ~ not JSON at character 3: expected an escape of JSON
            ["\\u00g0"] ~ /0 ~ not JSON at character 6: expected a hex digit
            ["\\u00١0"] ~ /0 ~ not JSON at character 6: expected a hex digit
            ["a	b"] ~ /0 ~ not JSON at character 3: expected an escape of a control character, or a quote
            {"é":[1 2]} ~ /é ~ not JSON at character 8: expected ',' or ']'
            [1,] ~ /1 ~ not JSON at character 3: expected a value
            [,1] ~ /0 ~ not JSON at character 1: expected a value
            {"a":1,} ~ "" ~ not JSON at character 7: expected a name in quotes
            {"a" 1} ~ /a ~ not JSON at character 5: expected ':'
            {a:1} ~ "" ~ not JSON at character 1: expected a name in quotes
            {'a':1} ~ "" ~ not JSON at character 1: expected a name in quotes
            {1:1} ~ "" ~ not JSON at character 1: expected a name in quotes
            [1,2} ~ "" ~ not JSON at character 4: expected ',' or ']'
            [/**/] ~ /0 ~ not JSON at character 1: expected a value
            {} {} ~ "" ~ not JSON at character 3: expected the end
            1 2 ~ "" ~ not JSON at character 2: expected the end
            {}; ~ "" ~ not JSON at character 2: expected the end
            \u00A0{} ~ "" ~ not JSON at character 0: expected a value
            \uFEFF{} ~ "" ~ text starts with a byte order mark
            """;

    /** Text, canonical text. */
    private static final String CANONICAL = """
            \t{ "b" : [ 1 , -2 ] , "a" : { } } ~ {"a":{},"b":[1,-2]}
            [] ~ []
            true ~ true
            0 ~ 0
            "" ~ ""
            [9007199254740991,-9007199254740991] ~ [9007199254740991,-9007199254740991]
            "\\u0041\\/\\u005c\\u0022" ~ "A/\\\\\\""
            "\\u0000\\u0008\\u0009\\u000A\\u000b\\u000c\\u000D\\u001F\\u007f" ~ "\\u0000\\b\\t\\n\\u000b\\f\\r\\u001f\u007f"
            "\\uD83D\\uDE00 \\u20AC \\u00e9 e\\u0301" ~ "\uD83D\uDE00 € é e\u0301"
            {"\\uFB33":1,"\\uD83D\\uDE00":2,"\\u20ac":3,"\\r":4,"1":5,"\\u0080":6,"\\u00f6":7} ~ {"\\r":4,"1":5,"\u0080":6,"ö":7,"€":3,"\uD83D\uDE00":2,"\uFB33":1}
            {"peach":1,"péché":2,"pêche":3,"sin":4} ~ {"peach":1,"péché":2,"pêche":3,"sin":4}
            {"10":1,"1":2,"2":3,"__proto__":4,"":5} ~ {"":5,"1":2,"10":1,"2":3,"__proto__":4}
            """;

    static List<String> refused() {
        return REFUSED.lines().toList();
    }

    static List<String> canonical() {
        return CANONICAL.lines().toList();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refuses_the_first_offender_at_its_pointer(String row) {
        String[] cells = row.split(" ~ ", 3);

        JsonRefusedException refused = refusal(utf8(cells[0]));

        assertThat(refused).hasMessage("Refused at " + cells[1] + ": " + cells[2] + ".");
    }

    @ParameterizedTest
    @MethodSource("canonical")
    void writes_the_canonical_form(String row) {
        String[] cells = row.split(" ~ ", 2);

        JsonValue value = CanonicalJson.parse(utf8(cells[0]));

        assertThat(CanonicalJson.text(value)).isEqualTo(cells[1]);
        assertThat(CanonicalJson.parse(utf8(cells[1]))).isEqualTo(value);
        assertThat(CanonicalJson.isCanonical(utf8(cells[1]))).isTrue();
    }

    @Test
    void refuses_invalid_utf_8_where_it_stands() {
        byte[] surrogate = latin1("{\"a\":[1,\"x\u00ED\u00A0\u0080\"]}");
        byte[] overlong = latin1("[\"\u00C0\u00AE\"]");
        byte[] cutShort = latin1("[\"\u00C3\"]");
        byte[] inName = latin1("{\"a\":1,\"\u00FF\":2}");
        byte[] afterNull = latin1("[null,\"\u00FF\"]");

        assertThat(refusal(surrogate)).hasMessage("Refused at /a/1: text is not valid UTF-8 at byte 10.");
        assertThat(refusal(overlong)).hasMessage("Refused at /0: text is not valid UTF-8 at byte 2.");
        assertThat(refusal(cutShort)).hasMessage("Refused at /0: text is not valid UTF-8 at byte 2.");
        assertThat(refusal(inName)).hasMessage("Refused at \"\": text is not valid UTF-8 at byte 8.");
        assertThat(refusal(afterNull)).hasMessage("Refused at /0: null.");
    }

    @Test
    void keeps_the_replacement_character_that_stands_in_a_text() {
        byte[] text = utf8("\"\uFFFD\"");

        JsonValue value = CanonicalJson.parse(text);

        assertThat(value).isEqualTo(new JsonString("\uFFFD"));
    }

    @Test
    void keeps_line_separators_and_byte_order_marks_within_a_string() {
        byte[] text = utf8("\"\u2028\u2029\uFEFF\"");

        assertThat(CanonicalJson.isCanonical(text)).isTrue();
    }

    @Test
    void accepts_64_levels_and_refuses_the_65th() {
        String deepest = "[".repeat(64) + "]".repeat(64);

        JsonValue value = CanonicalJson.parse(utf8(deepest));

        assertThat(CanonicalJson.text(value)).isEqualTo(deepest);
        assertThat(refusal(utf8("[" + deepest + "]")))
                .hasMessage("Refused at " + "/0".repeat(64) + ": nesting is deeper than 64.");
        assertThat(refusal(utf8("{\"a\":".repeat(65))))
                .hasMessage("Refused at " + "/a".repeat(64) + ": nesting is deeper than 64.");
    }

    @Test
    void refuses_any_depth_without_trouble() {
        byte[] text = utf8("[".repeat(CanonicalJson.MAX_TEXT_BYTES));

        assertThat(refusal(text)).hasMessageEndingWith(": nesting is deeper than 64.");
    }

    @Test
    void refuses_to_write_a_value_that_is_too_deep() {
        JsonValue value = JsonObject.empty();
        for (int i = 0; i < 100_000; i++) {
            value = new JsonArray(List.of(value));
        }
        JsonValue tooDeep = value;

        JsonRefusedException refused =
                catchThrowableOfType(JsonRefusedException.class, () -> CanonicalJson.bytes(tooDeep));

        assertThat(refused).hasMessage("Refused at " + "/0".repeat(64) + ": nesting is deeper than 64.");
    }

    @Test
    void cuts_text_off_at_4_mebibytes() {
        byte[] most = utf8("1" + " ".repeat(CanonicalJson.MAX_TEXT_BYTES - 1));
        byte[] tooMuch = utf8("1" + " ".repeat(CanonicalJson.MAX_TEXT_BYTES));

        assertThat(CanonicalJson.parse(most)).isEqualTo(new JsonInteger(1));
        assertThat(refusal(tooMuch)).hasMessage("Refused at \"\": text of 4194305 bytes is above 4194304.");
    }

    @Test
    void refuses_canonical_bytes_above_1_mebibyte() {
        String most = "a".repeat(CanonicalJson.MAX_CANONICAL_BYTES - 5);

        assertThat(CanonicalJson.bytes(new JsonString(most + "€"))).hasSize(CanonicalJson.MAX_CANONICAL_BYTES);
        for (String more : List.of("a€", "\uD83D\uDE00", "\u0001", "\"\"")) {
            JsonRefusedException refused = catchThrowableOfType(
                    JsonRefusedException.class, () -> CanonicalJson.bytes(new JsonString(most + more)));
            assertThat(refused)
                    .hasMessage(
                            "Refused at \"\": canonical form is above 1048576 bytes; declare big content by digest.");
        }
    }

    @Test
    void counts_bytes_and_not_characters() {
        String euros = "€".repeat(CanonicalJson.MAX_CANONICAL_BYTES / 3);

        byte[] bytes = CanonicalJson.bytes(new JsonString(euros.substring(1)));

        assertThat(bytes).hasSize(3 * (euros.length() - 1) + 2);
        assertThat(catchThrowableOfType(JsonRefusedException.class, () -> CanonicalJson.bytes(new JsonString(euros))))
                .isNotNull();
    }

    @Test
    void reads_many_members_in_falling_order_in_time() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 299_999; i >= 100_000; i--) {
            text.append('"').append(i).append("\":1,");
        }
        text.setCharAt(text.length() - 1, '}');

        JsonObject object = CanonicalJson.parseObject(utf8(text.toString()));

        assertThat(object.members()).hasSize(200_000);
        assertThat(object.members().firstKey()).isEqualTo("100000");
    }

    @Test
    void sorts_members_whatever_the_comparator_of_a_map() {
        TreeMap<String, JsonValue> falling = new TreeMap<>(Collections.reverseOrder());
        falling.put("a", new JsonInteger(1));
        falling.put("b", new JsonInteger(2));

        JsonObject object = new JsonObject(falling);

        assertThat(CanonicalJson.text(object)).isEqualTo("{\"a\":1,\"b\":2}");
        assertThat(object).isEqualTo(CanonicalJson.parse(utf8("{\"b\":2,\"a\":1}")));
    }

    @Test
    void members_behave_as_a_sorted_map_that_cannot_change() {
        JsonObject object =
                JsonObject.builder().put("b", 2).put("a", "x").put("c", true).build();

        assertThat(object.members().headMap("b")).containsOnlyKeys("a");
        assertThat(object.members().tailMap("b")).containsOnlyKeys("b", "c");
        assertThat(object.members().subMap("a", "b")).containsOnlyKeys("a");
        assertThat(object.members().lastKey()).isEqualTo("c");
        assertThat(object.find("b")).contains(new JsonInteger(2));
        assertThat(object.find("d")).isEmpty();
        assertThat(catchThrowableOfType(
                        UnsupportedOperationException.class,
                        () -> object.members().put("d", new JsonBoolean(true))))
                .isNotNull();
    }

    @Test
    void refuses_a_member_that_is_given_twice() {
        JsonObject.Builder builder = JsonObject.builder().put("a", 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.put("a", 2))
                .withMessage("Member 'a' is given twice. Give it once.");
    }

    @Test
    void refuses_values_outside_the_subset_when_they_are_made() {
        assertThat(catchThrowableOfType(JsonRefusedException.class, () -> new JsonInteger(1L << 53)))
                .hasMessage("Refused at \"\": integer 9007199254740992 is outside ±(2^53-1).");
        assertThat(catchThrowableOfType(JsonRefusedException.class, () -> new JsonInteger(Long.MIN_VALUE)))
                .isNotNull();
        assertThat(catchThrowableOfType(JsonRefusedException.class, () -> new JsonString("\uD83D")))
                .hasMessage("Refused at \"\": lone surrogate U+D83D.");
        assertThat(catchThrowableOfType(
                        JsonRefusedException.class, () -> JsonObject.builder().put("a\0", 1)))
                .hasMessage("Refused at /a\\u0000: U+0000 in a name.");
    }

    private static JsonRefusedException refusal(byte[] text) {
        return catchThrowableOfType(JsonRefusedException.class, () -> CanonicalJson.parse(text));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
