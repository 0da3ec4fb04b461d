package dev.avow.engine.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where secrets are found. */
class SecretsTest {

    private static final String VALUE = "correct horse";

    @TempDir
    Path directory;

    private Path file(String name, String content, String rights) throws IOException {
        Path file = Files.writeString(directory.resolve(name), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    }

    @Test
    void finds_variables_by_what_follows_the_prefix() {
        Secrets secrets = new EnvironmentSecrets("APP_", Map.of("APP_DB", VALUE, "APP_", "x", "HOME", "/root"));

        assertThat(secrets.names()).containsExactly("DB");
        assertThat(secrets.find("DB")).contains(VALUE);
        assertThat(secrets.find("HOME")).isEmpty();
        assertThat(secrets).hasToString("secrets in variables APP_*");
    }

    @Test
    void reads_the_environment_of_this_process() {
        assertThat(Secrets.environment("PAT").find("H")).contains(System.getenv("PATH"));
    }

    @Test
    void refuses_all_variables_as_secrets() {
        assertThatThrownBy(() -> Secrets.environment(""))
                .isInstanceOf(EngineException.class)
                .hasMessage("Environment variables of secrets have no prefix. Give one, such as AVOW_SECRET_.");
    }

    @Test
    void reads_a_file_anew_each_time_without_its_line_end() throws Exception {
        file("db", VALUE + "\n", "rw-r-----");
        file(".hidden", VALUE, "rw-------");
        Files.createDirectory(directory.resolve("folder"));
        Secrets secrets = Secrets.files(directory);

        assertThat(secrets.names()).containsExactly("db");
        assertThat(secrets.find("db")).contains(VALUE);
        file("db", "rotated value\n\r\n", "rw-------");
        assertThat(secrets.find("db")).contains("rotated value\n");
        assertThat(secrets).hasToString("secrets in directory " + directory);
    }

    @Test
    void follows_links_as_container_platforms_make_them() throws Exception {
        Path data = Files.createDirectory(directory.resolve("..data"));
        Files.setPosixFilePermissions(
                Files.writeString(data.resolve("db"), VALUE), PosixFilePermissions.fromString("r--------"));
        Files.createSymbolicLink(directory.resolve("db"), Path.of("..data", "db"));

        assertThat(Secrets.files(directory).names()).containsExactly("db");
        assertThat(Secrets.files(directory).find("db")).contains(VALUE);
    }

    @Test
    void finds_no_file_outside_of_the_directory() throws Exception {
        Path inner = Files.createDirectory(directory.resolve("inner"));
        file("db", VALUE, "rw-------");

        Secrets secrets = Secrets.files(inner);

        assertThat(secrets.find("../db")).isEmpty();
        assertThat(secrets.find("")).isEmpty();
        assertThat(secrets.find("a\0b")).isEmpty();
    }

    @Test
    void refuses_a_file_that_others_may_read() throws Exception {
        Path open = file("db", VALUE, "rw----r--");

        assertThatThrownBy(() -> Secrets.files(directory).find("db"))
                .isInstanceOf(EngineException.class)
                .hasMessage("Secret file '" + open
                        + "' can be read or written by others. Take these rights away, such as" + " with chmod o-rw.");
    }

    @Test
    void refuses_a_file_that_is_no_text_and_a_directory_that_is_not_there() throws Exception {
        Path file = file("db", "", "rw-------");
        Files.write(file, new byte[] {(byte) 0xC3, 0x28, 1, 2, 3, 4, 5, 6, 7});

        assertThatThrownBy(() -> Secrets.files(directory).find("db"))
                .isInstanceOf(EngineException.class)
                .hasMessage("Secret file '" + file + "' is not text in UTF-8. Write it anew.");
        assertThatThrownBy(() -> Secrets.files(directory.resolve("gone")).names())
                .isInstanceOf(EngineException.class)
                .hasMessage(
                        "Secrets in directory '" + directory.resolve("gone") + "' cannot be read. Make it readable.");
    }

    @Test
    void takes_each_secret_from_the_first_source_that_has_it() {
        Secrets secrets = Secrets.firstOf(
                Secrets.of(Map.of("a", "value of first")),
                Secrets.of(Map.of("a", "value of second", "b", "another one")));

        assertThat(secrets.names()).containsExactly("a", "b");
        assertThat(secrets.find("a")).contains("value of first");
        assertThat(secrets.find("b")).contains("another one");
        assertThat(secrets).hasToString("[secrets [a], secrets [a, b]]");
    }

    @Test
    void refuses_values_that_cannot_be_guarded() {
        assertThatThrownBy(() -> Secrets.of(Map.of("pin", "1234567")))
                .isInstanceOf(EngineException.class)
                .hasMessage("Secret 'pin' is shorter than 8 characters, so that it cannot be guarded. Give it another"
                        + " value.");
        assertThatThrownBy(() -> Secrets.of(Map.of("key", "x".repeat(65_537))))
                .isInstanceOf(EngineException.class)
                .hasMessage("Secret 'key' is longer than 65536 characters. Give it another value.");
        assertThatThrownBy(() -> Secrets.of(Map.of("key", "12345678\uD800")))
                .isInstanceOf(EngineException.class)
                .hasMessage("Secret 'key' is not text that UTF-8 can carry. Give it another value.");
    }

    @Test
    void a_connection_shows_keys_and_no_values() {
        Connection connection =
                Connection.named("warehouse").setting("url", "jdbc:x").secret("password", "warehouse-password");
        OpenConnection open = new OpenConnection(connection, Map.of("password", VALUE));

        assertThat(connection).hasToString("connection 'warehouse' with settings [url] and secrets [password]");
        assertThat(open).hasToString("connection 'warehouse' with [password, url]");
        assertThat(open.secretKeys()).containsExactly("password");
        assertThat(open.get("url") + open.get("password")).isEqualTo("jdbc:x" + VALUE);
        assertThatThrownBy(() -> open.get("user"))
                .isInstanceOf(OperatorException.class)
                .hasMessage(
                        "Connection 'warehouse' has no 'user'. Add it with setting(key, value) or secret(key, name).");
        assertThatThrownBy(() -> connection.secret("url", "other"))
                .isInstanceOf(EngineException.class)
                .hasMessage("Connection 'warehouse' has 'url' twice. Set it once.");
        assertThatThrownBy(() -> Connection.named("{{x}}"))
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith("Connection name '{{x}}' is not valid. Use 1 to 100 of a-z");
    }
}
