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
        PageKey key = new PageKey(Instant.parse(at), DIGEST);

        String text = PageCursor.text(key);

        assertThat(text).isEqualTo(at + "_" + DIGEST);
        assertThat(PageCursor.parse(text)).isEqualTo(key);
    }

    static Stream<Arguments> bad() {
        String at = "2026-01-05T12:00:00Z";
        return Stream.of(
                        "",
                        "_",
                        at,
                        DIGEST,
                        "_" + DIGEST,
                        at + "_",
                        at + DIGEST,
                        at + "__" + DIGEST,
                        at + "_" + DIGEST + "\n",
                        " " + at + "_" + DIGEST,
                        at + "_" + DIGEST.toUpperCase(Locale.ROOT),
                        at + "_" + DIGEST.substring(7),
                        at + "_" + DIGEST.substring(1),
                        "2026-01-05_" + DIGEST,
                        "2026-01-05T12:00:00+01:00_" + DIGEST,
                        "2026-01-05T12:00:00.000Z_" + DIGEST,
                        "2026-01-05t12:00:00z_" + DIGEST,
                        "2026-01-05T24:00:00Z_" + DIGEST,
                        "2026-01-05T12:00:00.0001Z_" + DIGEST,
                        "2026-13-05T12:00:00Z_" + DIGEST,
                        "-0001-12-31T23:59:59Z_" + DIGEST,
                        "+10000-01-01T00:00:00Z_" + DIGEST,
                        "+1000000000-12-31T23:59:59.999999999Z_" + DIGEST)
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
