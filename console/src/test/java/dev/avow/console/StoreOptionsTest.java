package dev.avow.console;

import static dev.avow.console.Ran.avow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.open.Stores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreOptionsTest {

    private static final Map<String, String> NOBODY = Map.of();

    @TempDir
    private Path directory;

    @Test
    void reads_the_directory_avow_data_if_nothing_is_said() {
        String message = "No Avow store in directory 'avow-data'."
                + " Name the directory of yours with --db DIR, or set AVOW_DB.\n";

        assertThat(avow(NOBODY, "history", "nightly")).isEqualTo(new Ran(2, "", message));
        assertThat(avow(Map.of("AVOW_DB", ""), "history", "nightly")).isEqualTo(new Ran(2, "", message));
        assertThat(Path.of("avow-data")).doesNotExist();
    }

    @Test
    void reads_the_store_of_the_environment_unless_another_is_given() throws IOException {
        Sample.fill(Stores.embedded(directory.resolve("store")), directory).close();
        Map<String, String> environment =
                Map.of("AVOW_DB", directory.resolve("store").toString());

        Ran ran = avow(environment, "history", "nightly", "--limit", "1");
        Ran other = avow(environment, "history", "nightly", "--db", directory.toString());

        assertThat(ran.out().lines()).hasSize(2);
        assertThat(ran.err()).startsWith("Next page: avow history nightly --limit 1 --before ");
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err())
                .isEqualTo("No Avow store in directory '" + directory
                        + "'. Name the directory of yours with --db DIR, or set AVOW_DB.\nThere is one here: --db "
                        + Shell.word(directory.resolve("store").toString()) + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://localhost/avow?user=ann&password=s3cret",
                "jdbc:postgresql://localhost/avow?ssl=true&PassWord=s3cret",
                "jdbc:postgresql://localhost/avow?sslpassword=s3cret",
                "jdbc:postgresql://localhost/avow?user=ann",
                "jdbc:postgresql://ann:s3cret@localhost/avow",
                "jdbc:h2:./avow;USER=ann;PASSWORD=s3cret"
            })
    void refuses_a_url_that_holds_a_user_or_password_and_never_repeats_it(String url) {
        Ran ran = avow(NOBODY, "history", "nightly", "--db", url);

        assertThat(ran)
                .isEqualTo(new Ran(
                        2,
                        "",
                        "JDBC URL with a user or password is refused: other users can see a command line."
                                + " Set AVOW_DB_USER and AVOW_DB_PASSWORD, or give a file with --credentials.\n"));
    }

    @Test
    void refuses_a_database_that_avow_does_not_know() {
        Ran ran = avow(NOBODY, "history", "nightly", "--db", "jdbc:mysql://localhost/avow");

        assertThat(ran)
                .isEqualTo(new Ran(
                        2,
                        "",
                        "JDBC URL is of no database that Avow knows."
                                + " Give one that starts with 'jdbc:postgresql:' or 'jdbc:h2:'.\n"));
    }

    @Test
    void says_why_it_cannot_connect() {
        String url = "jdbc:postgresql://localhost:1/avow";

        Ran ran = avow(NOBODY, "history", "nightly", "--db", url);

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .startsWith("Store '" + url
                        + "' cannot be read. Check --db or AVOW_DB, and the user and password.\n  cause: Connection")
                .contains("refused");
    }

    @Test
    void makes_no_database_that_is_not_there() {
        Ran ran = avow(NOBODY, "history", "nightly", "--db", "jdbc:h2:" + directory.resolve("none"));

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("\n  cause: Database \"" + directory.resolve("none") + "\" not found");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void says_in_each_help_where_the_store_comes_from() {
        for (String command : new String[] {"history", "show", "changes"}) {
            Ran ran = avow(NOBODY, command, "--help");

            assertThat(ran.code()).isZero();
            assertThat(ran.out()).contains("AVOW_DB_USER", "'avow-data'", "--credentials=FILE", "Exit codes:");
        }
    }
}
