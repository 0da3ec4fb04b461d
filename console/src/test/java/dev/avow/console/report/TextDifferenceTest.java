package dev.avow.console.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.history.SpecChange.Difference;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TextDifferenceTest {

    private static TextDifference of(String before, String after) {
        return TextDifference.of(new Difference("/x", Optional.of(before), Optional.of(after)));
    }

    @Test
    void shows_texts_as_they_read_and_other_values_as_they_are_written() {
        assertThat(of("\"a \\\"b\\\"\"", "{\"c\":1}")).isEqualTo(new TextDifference("a \"b\"", "{\"c\":1}"));
    }

    @Test
    void keeps_the_quotes_of_texts_that_cannot_be_seen() {
        assertThat(of("\"\"", "\"  \"")).isEqualTo(new TextDifference("\"\"", "\"  \""));
    }

    @Test
    void says_nothing_of_what_was_not_there() {
        assertThat(TextDifference.of(new Difference("/x", Optional.empty(), Optional.of("5"))))
                .isEqualTo(new TextDifference("", "5"));
    }

    @Test
    void counts_the_equal_lines_that_it_leaves_out() {
        assertThat(of("\"1\\n2\\n3\\n4\\nold\\n5\\n6\\n7\"", "\"1\\n2\\n3\\n4\\nnew\\nmore\\n5\\n6\\n7\""))
                .isEqualTo(new TextDifference(
                        "[3 equal lines]\n4\nold\n5\n[2 equal lines]",
                        "[3 equal lines]\n4\nnew\nmore\n5\n[2 equal lines]"));
    }

    @Test
    void says_how_much_of_a_long_text_it_leaves_out() {
        String long1 = "\"" + "a".repeat(TextDifference.MOST) + "\ud83d\ude00b\"";

        assertThat(of("\"\ud83d\ude00\"", long1).after())
                .isEqualTo("a".repeat(TextDifference.MOST) + "\n[2 more characters; 'avow changes JOB' has all]");
    }
}
