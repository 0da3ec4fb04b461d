package dev.avow.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.history.SpecChange.Difference;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonString;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DifferenceLinesTest {

    private static String shown(Color color, Optional<String> before, Optional<String> after) {
        return DifferenceLines.of(new Difference("/x", before, after)).stream()
                .map(line -> line.painted(color))
                .collect(Collectors.joining("\n"));
    }

    private static Optional<String> text(String text) {
        return Optional.of(CanonicalJson.text(new JsonString(text)));
    }

    @Test
    void shows_values_as_json_so_that_a_text_is_no_number() {
        assertThat(shown(Color.NONE, Optional.of("5"), Optional.of("\"5\""))).isEqualTo("- 5\n+ \"5\"");
        assertThat(shown(Color.NONE, Optional.empty(), Optional.of("true"))).isEqualTo("+ true");
        assertThat(shown(Color.NONE, Optional.of("{\"a\":1}"), Optional.empty()))
                .isEqualTo("- {\n-   \"a\" : 1\n- }");
    }

    @Test
    void compares_texts_line_by_line() {
        assertThat(shown(
                        Color.NONE,
                        text("You are brief.\nUse English.\nEnd."),
                        text("You are brief.\nUse Welsh.\nEnd.")))
                .isEqualTo("""
                        @@ -1,3 +1,3 @@
                          You are brief.
                        - Use English.
                        + Use Welsh.
                          End.""");
    }

    @Test
    void shows_of_a_long_text_only_the_lines_around_what_differs() {
        String long1 = IntStream.range(0, 100).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));
        String long2 = long1.replace("line 10\n", "").replace("line 90", "line ninety");

        assertThat(shown(Color.NONE, text(long1), text(long2)))
                .startsWith("@@ -8,7 +8,6 @@\n  line 7\n  line 8\n  line 9\n- line 10\n  line 11\n")
                .contains("\n@@ -88,7 +87,7 @@\n", "\n- line 90\n+ line ninety\n")
                .doesNotContain("line 50");
    }

    @Test
    void shows_a_line_end_that_came_or_went() {
        assertThat(shown(Color.NONE, text("a\n"), text("a"))).isEqualTo("@@ -1,2 +1,1 @@\n  a\n- ");
        assertThat(shown(Color.NONE, text("a\nb"), text("a\r\nb"))).contains("- a\n+ a\\u000D\n");
    }

    @Test
    void paints_what_was_taken_away_red_and_what_was_added_green() {
        assertThat(shown(Color.ANSI, text("a\nb"), text("a\nc")))
                .isEqualTo("\u001b[36m@@ -1,2 +1,2 @@\u001b[0m\n  a\n\u001b[31m- b\u001b[0m\n\u001b[32m+ c\u001b[0m");
    }

    @Test
    void lets_nothing_through_that_could_steer_a_terminal() {
        String hostile = Sample.HOSTILE;

        String shown = shown(Color.NONE, text(hostile), text("x\n" + hostile))
                + shown(Color.NONE, text("\u001b\u202e"), Optional.of("{\"\u202e\":\"\u009b\"}"));

        assertThat(shown.replace("\n", "")).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\u2028\\u2029]");
    }
}
