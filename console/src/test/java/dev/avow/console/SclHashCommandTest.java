package dev.avow.console;

import static dev.avow.console.Ran.avow;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SclHashCommandTest {

    private static final String START = "SCL:V1\n\nhandles {\njob(\"a\")\n}\nscl {\n";

    /** What sha256sum prints for the canonical JSON of a document without content. */
    private static final String EMPTY = "bb34140b710d2b1c3427fd1d9da2345da043f308b9b61a61d8e47bcb637ff0fe";

    @Test
    void prints_the_hash_of_a_file_without_prefix(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a.scl"), START + "}");

        assertThat(avow("", "scl", "hash", file.toString())).isEqualTo(new Ran(0, EMPTY + "\n", ""));
    }

    @Test
    void reads_standard_input_for_a_hyphen_or_nothing() {
        assertThat(avow(START + "  }", "scl", "hash", "-")).isEqualTo(new Ran(0, EMPTY + "\n", ""));
        assertThat(avow(START + "\"\"\n}", "scl", "hash")).isEqualTo(new Ran(0, EMPTY + "\n", ""));
    }

    @Test
    void refuses_a_bad_document_with_its_code_and_byte() {
        assertThat(avow(START + "{\"a\":1}\n}\n", "scl", "hash"))
                .isEqualTo(new Ran(
                        2, "", "Document in standard input is refused, E104 at 44: line feed after the final '}'.\n"));
    }

    @Test
    void reads_bytes_and_not_text() {
        byte[] bytes = {'S', 'C', (byte) 0xFF};

        assertThat(avow(new ByteArrayInputStream(bytes), "scl", "hash", "-"))
                .isEqualTo(new Ran(2, "", "Document in standard input is refused, E001 at 2: invalid UTF-8.\n"));
    }

    @Test
    void reads_as_much_as_it_says_and_no_more() {
        String most = START + "x".repeat(SclHashCommand.MAX_BYTES - START.length() - 2) + "\n}";

        assertThat(avow(most, "scl", "hash").code()).isZero();
        assertThat(avow(most + "\n", "scl", "hash"))
                .isEqualTo(new Ran(
                        2,
                        "",
                        "Document in standard input is above 16777216 bytes, the most that this command reads."
                                + " Give a smaller one.\n"));
    }

    @Test
    void says_that_a_file_is_missing(@TempDir Path folder) {
        String file = folder.resolve("no.scl").toString();

        assertThat(avow("", "scl", "hash", file))
                .isEqualTo(new Ran(2, "", "There is no file '" + file + "'. Give a file, or - for standard input.\n"));
    }

    @Test
    void wants_one_of_its_commands() {
        Ran ran = avow("", "scl");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("subcommand").contains("Run 'avow scl --help'.");
    }
}
