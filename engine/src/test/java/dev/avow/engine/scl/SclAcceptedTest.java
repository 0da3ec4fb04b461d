package dev.avow.engine.scl;

import static dev.avow.engine.scl.Marked.BLOCK;
import static dev.avow.engine.scl.Marked.HEADER;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SclAcceptedTest {

    /** What follows the line that opens the block, and its content. */
    static Stream<Arguments> blocks() {
        return Stream.of(
                Arguments.of("}", ""),
                Arguments.of("   }", ""),
                Arguments.of("\n}", ""),
                Arguments.of("\n\n}", "\n"),
                Arguments.of("a\n}", "a"),
                Arguments.of("  a  \n\n b\n   }", "  a  \n\n b"),
                Arguments.of("}\n}", "}"),
                Arguments.of(" }\nx\n}", " }\nx"),
                Arguments.of("{\n  }\n}", "{\n  }"),
                Arguments.of("} x\n}", "} x"),
                Arguments.of("} \u2028\0\n}", "} \u2028\0"),
                Arguments.of("a\n\"b\"\n}", "a\n\"b\""),
                Arguments.of("\\n\\\"\n}", "\\n\\\""),
                Arguments.of("\0\u0001\u000b\u001f\u007f\n}", "\0\u0001\u000b\u001f\u007f"),
                Arguments.of("\u0085\u2028\u00a0\ufeff\n}", "\u0085\u2028\u00a0\ufeff"),
                Arguments.of(
                        "\ud7ff\ue000\uffff\ud83d\ude00\udbff\udfff\u07ff\u0800\n}",
                        "\ud7ff\ue000\uffff\ud83d\ude00\udbff\udfff\u07ff\u0800"),
                Arguments.of("\"\"\n}", ""),
                Arguments.of("\"a\"\n}", "a"),
                Arguments.of("  \"a\"\n\"\"\n    \" b \"\n}", "a\n\n b "),
                Arguments.of("\"} \"\n}", "} "),
                Arguments.of("\"\\\\n\u00e9\u0080\"\n}", "\\\\n\u00e9\u0080"));
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void reads_the_content_of_a_block(String block, String content) {
        SclDocument document = SclDocument.parse(utf8(BLOCK + block));

        assertThat(document).isEqualTo(new SclDocument(List.of(new SclHandle("job", List.of("a"))), content));
        assertThat(SclDocument.parse(document.toBytes())).isEqualTo(document);
    }

    @Test
    void reads_handles_and_tags_in_order() {
        SclDocument document = SclDocument.parse(utf8(
                HEADER + "handles {\nb(\"2\",\"1\",\"\")\n    _a9(\"(),{}\\ \u00e9\u0080\")\nb(\"2\")\n}\nscl {\n}"));

        assertThat(document.handles())
                .containsExactly(
                        new SclHandle("b", List.of("2", "1", "")),
                        new SclHandle("_a9", List.of("(),{}\\ \u00e9\u0080")),
                        new SclHandle("b", List.of("2")));
    }

    @Test
    void does_not_normalise() {
        assertThat(SclDocument.parse(utf8(BLOCK + "\u00e9\n}")).hash())
                .isNotEqualTo(SclDocument.parse(utf8(BLOCK + "e\u0301\n}")).hash());
    }

    @Test
    void one_hash_for_all_ways_to_write_the_same() {
        assertThat(Stream.of("a\nb\n}", "a\nb\n    }", "\"a\"\n\"b\"\n}", "  \"a\"\n \"b\"\n}")
                        .map(block -> SclDocument.parse(utf8(BLOCK + block)).hash())
                        .distinct())
                .hasSize(1);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
