package dev.avow.engine.scl;

import static dev.avow.engine.scl.Marked.BLOCK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SclRefusedTest {

    static List<Marked> refused() {
        return RefusedDocuments.all();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refuses_with_the_code_and_the_byte_of_the_first_failure(Marked marked) {
        SclRefusedException refused = refusal(marked.bytes());

        assertThat(refused.code() + " at " + refused.offset()).isEqualTo(marked.code() + " at " + marked.offset());
    }

    @Test
    void every_code_is_in_the_table() {
        assertThat(refused()).extracting(Marked::code).contains(SclCode.values());
        assertThat(refused()).extracting(Marked::text).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''      | E105 at 35: the document ends, expected a line of only '}'
            }\\n     | E104 at 36: line feed after the final '}'
            '} '    | E104 at 36: space after the '}' of a line that could end the block
            \\t      | E001 at 35: tab
            \\377    | E001 at 35: invalid UTF-8
            '"a"b'  | E104 at 38: 'b', expected line feed after a line's quote
            '"\\0'   | E001 at 36: byte 0x00 inside quotes
            '"a"\\n x' | E104 at 40: 'x', expected '"' that begins a line, or the '}' of the block without indent
            """)
    void says_what_is_wrong(String content, String message) {
        SclRefusedException refused = refusal(Marked.bytes(BLOCK + content.translateEscapes()));

        assertThat(refused).hasMessage("SCL:V1 document is refused, " + message + ".");
        assertThat(message).endsWith(": " + refused.reason());
    }

    private static SclRefusedException refusal(byte[] bytes) {
        return catchThrowableOfType(SclRefusedException.class, () -> SclDocument.parse(bytes));
    }
}
