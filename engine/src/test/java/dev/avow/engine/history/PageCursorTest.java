package dev.avow.engine.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.db.Runs.PageKey;
import dev.avow.db.testing.Rows;
import dev.avow.engine.EngineException;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageCursorTest {

    private static final String DIGEST = Rows.digest("run");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-05T12:00:00Z",
                "2026-01-05T12:00:00.001Z",
                "2026-01-05T12:00:00.100Z",
                "1969-12-31T23:59:59.999Z",
                "0000-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999Z"
            })
    void reads_back_what_it_wrote(String at) {
        PageKey key = new PageKey(Instant.parse(at), Instant.parse(at), 12, DIGEST);

        String text = PageCursor.text(key);

        assertThat(text).isEqualTo(at + "_" + at + "_12_" + DIGEST);
        assertThat(PageCursor.parse(text)).isEqualTo(key);
    }

    static Stream<Arguments> bad() {
        String at = "2026-01-05T12:00:00Z";
        String good = at + "_" + at + "_1_" + DIGEST;
        return Stream.concat(
                        Stream.of(
                                "",
                                "_",
                                at,
                                DIGEST,
                                at + "_" + DIGEST,
                                at + "_" + at + "_" + DIGEST,
                                "_" + at + "_1_" + DIGEST,
                                at + "__1_" + DIGEST,
                                at + "_" + at + "__" + DIGEST,
                                at + "_" + at + "_01_" + DIGEST,
                                at + "_" + at + "_x_" + DIGEST,
                                at + "_" + at + "_1_",
                                good + "\n",
                                good + "_",
                                " " + good,
                                at + "_" + at + "_1_" + DIGEST.toUpperCase(Locale.ROOT),
                                at + "_" + at + "_1_" + DIGEST.substring(7),
                                at + "_" + at + "_1_" + DIGEST.substring(1)),
                        Stream.of(
                                        "2026-01-05",
                                        "2026-01-05T12:00:00+01:00",
                                        "2026-01-05T12:00:00.000Z",
                                        "2026-01-05t12:00:00z",
                                        "2026-01-05T24:00:00Z",
                                        "2026-01-05T12:00:00.0001Z",
                                        "2026-13-05T12:00:00Z",
                                        "-0001-12-31T23:59:59Z",
                                        "+10000-01-01T00:00:00Z",
                                        "+1000000000-12-31T23:59:59.999999999Z")
                                .flatMap(time ->
                                        Stream.of(time + "_" + at + "_1_" + DIGEST, at + "_" + time + "_1_" + DIGEST)))
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("bad")
    void refuses_any_other_text(String text) {
        assertThatThrownBy(() -> PageCursor.parse(text))
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith("Cursor '")
                .hasMessageEndingWith("' is not valid. Give one that a page before ended with.");
    }

    @Test
    void shows_a_refused_text_safely() {
        assertThatThrownBy(() -> PageCursor.parse("\u001B[2J\n" + "x".repeat(1_000_000)))
                .hasMessage("Cursor '\\u001B[2J\\u000A" + "x".repeat(95)
                        + "...' is not valid. Give one that a page before ended with.");
    }
}
