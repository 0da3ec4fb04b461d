package dev.avow.console;

import static dev.avow.console.Documents.BAD;
import static dev.avow.console.Documents.CANONICAL;
import static dev.avow.console.Documents.IDENTITY;
import static dev.avow.console.Documents.SPACED;
import static dev.avow.console.Ran.avow;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IdentityCommandTest {

    static List<Path> golden() {
        try (Stream<Path> files = Files.list(Documents.GOLDEN)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("golden")
    void prints_the_identity_that_stands_beside_a_golden_declaration(Path file) throws IOException {
        String sums = Files.readString(Path.of(file.toString().replace(".json", ".sha256")));

        Ran ran = avow("", "identity", "--exact", file.toString());

        assertThat(ran).isEqualTo(new Ran(0, "sha256:" + sums.substring(0, 64) + "\n", ""));
    }

    @Test
    void reads_standard_input_when_no_file_is_given() {
        Ran ran = avow(SPACED, "identity");

        assertThat(ran).isEqualTo(new Ran(0, IDENTITY + "\n", ""));
    }

    @Test
    void reads_standard_input_for_a_hyphen() {
        Ran ran = avow(CANONICAL, "identity", "-");

        assertThat(ran).isEqualTo(new Ran(0, IDENTITY + "\n", ""));
    }

    @Test
    void refuses_bytes_that_are_not_canonical_when_exact() {
        Ran ran = avow(SPACED, "identity", "--exact");

        assertThat(ran)
                .isEqualTo(new Ran(
                        1,
                        "",
                        "Declaration in standard input is not canonical: it differs at byte 0."
                                + " Write it with 'avow canonicalize', or leave --exact out.\n"));
    }

    @Test
    void refuses_a_line_end_when_exact() {
        Ran ran = avow(CANONICAL + "\n", "identity", "--exact");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("differs at byte " + CANONICAL.length());
    }

    @Test
    void refuses_a_bad_declaration_at_its_pointer() {
        Ran ran = avow(BAD, "identity");

        assertThat(ran)
                .isEqualTo(new Ran(
                        2,
                        "",
                        "Declaration in standard input is refused at /job:"
                                + " 'Report' is not a name; use the form [a-z0-9][a-z0-9._-]{0,99}.\n"));
    }

    @Test
    void escapes_what_could_steer_a_terminal() {
        String hostile = CANONICAL.replace("\"parameters\":{}", "\"parameters\":{\"\\u001b[2J\\u202e\":null}");

        Ran ran = avow(hostile, "identity");

        assertThat(ran)
                .isEqualTo(new Ran(
                        2, "", "Declaration in standard input is refused at /parameters/\\u001B[2J\\u202E: null.\n"));
    }

    @Test
    void says_that_a_file_is_missing(@TempDir Path folder) {
        String file = folder.resolve("no\u001b.json").toString();

        Ran ran = avow("", "identity", file);

        assertThat(ran)
                .isEqualTo(new Ran(
                        2,
                        "",
                        "There is no file '" + file.replace("\u001b", "\\u001B")
                                + "'. Give a file, or - for standard input.\n"));
    }

    @Test
    void says_that_a_folder_cannot_be_read(@TempDir Path folder) {
        Ran ran = avow("", "identity", folder.toString());

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith("'" + folder + "' cannot be read: ");
    }

    @Test
    void refuses_an_unknown_option() {
        Ran ran = avow("", "identity", "--exactly");

        assertThat(ran).isEqualTo(new Ran(2, "", "Unknown option: '--exactly'. Run 'avow identity --help'.\n"));
    }

    @Test
    void refuses_an_unknown_command() {
        Ran ran = avow("", "identify\u001b");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("identify\\u001B").contains("Run 'avow --help'.");
    }

    @Test
    void shows_its_help() {
        Ran ran = avow("", "--help");

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("identity", "canonicalize", "Exit codes:");
        assertThat(ran.err()).isEmpty();
    }
}
