package dev.avow.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonObject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ParameterReaderTest {

    @Test
    void collects_what_it_read_with_the_defaults() {
        ParameterReader in = reader("{'sentences':7,'source':'input:address'}");

        assertThat(in.integer("sentences", 5, 1, 100)).isEqualTo(7);
        assertThat(in.decimal("diversity", "0.3", "0", "1")).isEqualTo(new BigDecimal("0.3"));
        assertThat(in.choice("format", List.of("lines", "jsonl"))).isEqualTo("lines");
        assertThat(in.source("source")).isEqualTo(Source.input("address"));

        assertThat(CanonicalJson.text(in.done()))
                .isEqualTo(json("{'diversity':'0.3','format':'lines','sentences':7,'source':'input:address'}"));
    }

    @ParameterizedTest
    @MethodSource
    void refuses_what_is_not_good_and_says_what_is(String defined, Consumer<ParameterReader> read, String message) {
        assertThatThrownBy(() -> read.accept(reader(defined))).hasMessage(message);
    }

    static List<Arguments> refuses_what_is_not_good_and_says_what_is() {
        return List.of(
                bad("{}", in -> in.string("text"), "is missing. Give it."),
                bad("{'text':1}", in -> in.string("text"), "is not a string. Give a string."),
                bad("{'text':true}", in -> in.integer("text", 1, 1, 9), "is not an integer. Give 1 to 9."),
                bad("{'text':0}", in -> in.integer("text", 1, 1, 9), "is 0, which is below 1. Give 1 to 9."),
                bad(
                        "{'text':10000000000}",
                        in -> in.integer("text", 1, 1, 9),
                        "is 10000000000, which is above 9. Give 1 to 9."),
                bad(
                        "{'text':'0.50'}",
                        in -> in.decimal("text", "0", "0", "1"),
                        "is '0.50', which is not a decimal in plain form. Give one such as \"0.2\"."),
                bad(
                        "{'text':'1.1'}",
                        in -> in.decimal("text", "0", "0", "1"),
                        "is 1.1, which is not within 0 and 1. Give another."),
                bad(
                        "{'text':'c'}",
                        in -> in.choice("text", List.of("a", "b")),
                        "is 'c', which is not a choice. Use a or b."),
                bad("{'text':[]}", in -> in.strings("text"), "is not an array of at least one string. Give one."),
                bad(
                        "{'text':'file:x'}",
                        in -> in.source("text"),
                        "is 'file:x', which is not a source. Use input:NAME or upstream:TASK/OUTPUT."),
                bad("{'text':'a'}", in -> in.texts("text"), "is not an object. Give texts by name."),
                bad("{'text':{'a':1}}", in -> in.texts("text"), "has 'a', which is not a string. Give texts by name."),
                bad("{'text':'true'}", in -> in.flag("text", true), "is not a truth value. Give true or false."),
                bad(
                        "{'text':'PT60S'}",
                        in -> in.duration("text", "PT1M", Duration.ZERO, Duration.ofDays(1)),
                        "is 'PT60S', which is not a duration. Give one such as PT1M or PT24H."),
                bad(
                        "{'text':'PT2M'}",
                        in -> in.duration("text", "PT1M", Duration.ZERO, Duration.ofMinutes(1)),
                        "is PT2M, which is not within PT0S and PT1M. Give another."),
                bad("{'text':1}", ParameterReader::done, "is not known. Leave it out."),
                bad(
                        "{'text':1}",
                        in -> {
                            in.optional("seed");
                            in.connection();
                            in.flag("cut", true);
                            in.done();
                        },
                        "is not known. Use only connection, cut, seed."));
    }

    private static Arguments bad(String defined, Consumer<ParameterReader> read, String message) {
        return Arguments.of(defined, read, "Parameter 'text' of operator 'test' " + message);
    }

    private static ParameterReader reader(String defined) {
        JsonObject object = CanonicalJson.parseObject(json(defined).getBytes(StandardCharsets.UTF_8));
        return new ParameterReader("test", object);
    }

    private static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }
}
