package dev.avow.console;

import static dev.avow.console.Ran.avow;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {

    private static final Map<String, String> NOBODY = Map.of();

    @TempDir
    private Path directory;

    private Path credentials(String text, String permissions) throws IOException {
        Path file = Files.writeString(directory.resolve("who.properties"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private Ran withCredentials(Path file) {
        return avow(
                NOBODY, "history", "nightly", "--db", "jdbc:postgresql://localhost:1/avow", "--credentials", file + "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
    void refuses_a_file_that_is_open_to_others(String permissions) throws IOException {
        Path file = credentials("user=ann\npassword=s3cret\n", permissions);

        assertThat(withCredentials(file))
                .isEqualTo(new Ran(
                        2,
                        "",
                        "File '" + file + "' with a password is open to others: " + permissions
                                + ". Run chmod 600 on it.\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"user=ann\n", "user=ann\npassword=x\npasword=y\n", ""})
    void refuses_a_file_that_does_not_say_user_and_password_alone(String text) throws IOException {
        Path file = credentials(text, "rw-------");

        assertThat(withCredentials(file))
                .isEqualTo(new Ran(
                        2,
                        "",
                        "File '" + file + "' does not say user and password alone."
                                + " Give a file with the lines user=... and password=....\n"));
    }

    @Test
    void refuses_a_file_that_is_not_there_or_no_properties() throws IOException {
        Path none = directory.resolve("none");
        Path bad = credentials("password=\\u12\n", "rw-------");

        assertThat(withCredentials(none))
                .isEqualTo(new Ran(2, "", "There is no file '" + none + "'. Give another with --credentials.\n"));
        assertThat(withCredentials(bad))
                .isEqualTo(new Ran(
                        2,
                        "",
                        "File '" + bad + "' cannot be read as properties in UTF-8."
                                + " Give a readable file with the lines user=... and password=....\n"));
    }

    @Test
    void refuses_credentials_for_a_directory() {
        assertThat(avow(NOBODY, "history", "nightly", "--credentials", "any"))
                .isEqualTo(new Ran(
                        2,
                        "",
                        "Option --credentials is for a JDBC URL, and the store is a directory."
                                + " Leave it out, or give a URL with --db.\n"));
    }

    @Test
    void keeps_a_password_out_of_its_text() {
        assertThat(Credentials.of(Map.of("AVOW_DB_USER", "ann", "AVOW_DB_PASSWORD", "s3cret")))
                .hasToString("Credentials of 'ann'");
    }
}
