package dev.avow.engine.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.EngineException;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which values a param takes, and what a run's params become with the defaults. */
class ParamTest {

    private static JsonObject json(String text) {
        return CanonicalJson.parseObject(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Param param(String kind) {
        return switch (kind) {
            case "text" -> Param.text();
            case "integer" -> Param.integer();
            case "flag" -> Param.flag();
            case "decimal" -> Param.decimal();
            case "choice" -> Param.oneOf("a", "b");
            case "pattern" -> Param.text().matching("[a-z]+");
            default -> Param.integer().between(-1, 1);
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            text    | ""     |
            text    | 1      | 1, which is not a text
            integer | -5     |
            integer | "1"    | "1", which is not an integer
            flag    | true   |
            flag    | "true" | "true", which is not true or false
            decimal | "0.25" |
            decimal | "0.50" | "0.50", which is not a decimal as a text in plain form, such as "0.2"
            decimal | 1      | 1, which is not a decimal as a text in plain form, such as "0.2"
            choice  | "b"    |
            choice  | "c"    | "c", which is not one of [a, b]
            pattern | "ab"   |
            pattern | "ab1"  | "ab1", which is not a text that matches [a-z]+
            range   | 1      |
            range   | 2      | 2, which is not an integer from -1 to 1
            """)
    void takes_good_values_and_says_what_is_wrong_with_others(String kind, String value, String fault) {
        Optional<String> found =
                param(kind).fault(json("{\"v\":" + value + "}").find("v").orElseThrow());

        assertThat(found).isEqualTo(Optional.ofNullable(fault));
    }

    @Test
    void fills_in_defaults_and_refuses_what_is_missing() {
        Params params = new Params(
                "j",
                new TreeMap<>(
                        Map.of("must", Param.text(), "may", Param.integer().orElse(7))));

        assertThat(CanonicalJson.text(params.resolve(json("{\"must\":\"x\"}"))))
                .isEqualTo("{\"may\":7,\"must\":\"x\"}");
        assertThat(CanonicalJson.text(params.resolve(json("{\"may\":1,\"must\":\"x\"}"))))
                .isEqualTo("{\"may\":1,\"must\":\"x\"}");
        assertThatThrownBy(() -> params.resolve(JsonObject.empty()))
                .isInstanceOf(EngineException.class)
                .hasMessage("Params of job 'j' are not valid: 'must' is missing and has no default."
                        + " Give the params that the job defines.");
    }

    @Test
    void refuses_a_pattern_that_is_none() {
        assertThatThrownBy(() -> Param.text().matching("["))
                .isInstanceOf(EngineException.class)
                .hasMessage("Pattern '[' is not valid. See the cause.");
    }

    @Test
    void a_confidential_one_is_a_text_whose_value_no_message_shows() {
        Param param = Param.text().matching("M.*").confidential();

        assertThat(param.fault(new JsonString("4711")))
                .contains("a value that is not shown, which is not a text that matches M.*");
        assertThat(param.orElse("Mx").isConfidential()).isTrue();
        assertThatThrownBy(() -> Param.integer().between(1, 2).confidential())
                .isInstanceOf(EngineException.class)
                .hasMessage("Param that is an integer cannot be confidential: only texts can. Use text(), decimal() or"
                        + " oneOf(...).");
    }
}
