package dev.avow.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.open.Stores;
import dev.avow.db.testing.Postgres;
import dev.avow.engine.run.ManualEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VerifyCommandTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void passes_a_store_that_holds(Place place) throws IOException {
        try (Place.Filled store = place.fill(directory)) {
            Ran ran = store.avow("verify");
            Ran json = store.avow("verify", "--job", "nightly", "--json");

            assertThat(ran.err()).isEmpty();
            assertThat(ran.out())
                    .startsWith("specs                 ")
                    .contains("declarations          6\n", "Passed: ");
            assertThat(ran.code()).isZero();
            assertThat(json.out()).startsWith("{\"passed\":true,\"nothingChecked\":false,\"checked\":{\"specs\":3,");
            assertThat(json.code()).isZero();
            assertThat(json.out()).contains("\"specUses\":").doesNotContain("spec uses");
        }
    }

    @Test
    void nothing_checked_is_not_passed_and_bad_usage_is_2() throws IOException {
        try (Place.Filled store = Place.EMBEDDED_CLOSED.fill(directory)) {
            Ran none = store.avow("verify", "--since", "2027-01-01T00:00:00Z");
            Ran moment = store.avow("verify", "--since", "yesterday\u001b[2J");
            Ran position = store.avow("verify", "--resume", "moon:1");

            assertThat(none.code()).isEqualTo(1);
            assertThat(none.out()).startsWith("Nothing checked: ");
            assertThat(moment)
                    .isEqualTo(new Ran(
                            2,
                            "",
                            "Option --since cannot be 'yesterday\\u001B[2J'. Give a moment such as 2026-01-05T03:00:00Z,"
                                    + " or a day such as 2026-01-05, which begins at midnight in UTC.\n"));
            assertThat(position.code()).isEqualTo(2);
            assertThat(position.err()).startsWith("Position 'moon:1' is none of a verification. ");
        }
    }

    @Test
    void a_job_that_the_store_does_not_know_is_told_as_history_tells_it() throws IOException {
        try (Place.Filled store = Place.EMBEDDED_CLOSED.fill(directory)) {
            Ran ran = store.avow("verify", "--job", "no-such\u001b[2J");
            Ran json = store.avow("verify", "--job", "no-such", "--json");

            assertThat(ran).isEqualTo(store.avow("history", "no-such\u001b[2J"));
            assertThat(ran.code()).isEqualTo(1);
            assertThat(ran.err()).startsWith("Job 'no-such\\u001B[2J' is not known in store ");
            assertThat(json.out()).isEmpty();
            assertThat(json.err()).startsWith("Job 'no-such' is not known in store ");
        }
    }

    @Test
    void names_what_does_not_hold_to_a_user_who_may_only_read() throws Exception {
        try (HikariDataSource pool = Postgres.newDatabase();
                ManualEngine engine = Sample.fill(Stores.over(pool, directory.resolve("contents")), directory)) {
            execute(
                    pool,
                    "create role verifier login",
                    "grant select on all tables in schema public to verifier",
                    "alter table event disable trigger all",
                    "update event set body = '{}' where kind = 'CLAIMED'",
                    "update run set detail = e'\\u001b[2J' where state = 'SUCCEEDED'");

            Ran ran = verify(pool);
            Ran json = verify(pool, "--json", "--limit-findings", "1");

            assertThat(engine.store()).isNotNull();
            assertThat(ran.code()).isEqualTo(1);
            assertThat(ran.out()).doesNotContain("\u001b");
            assertThat(ran.out())
                    .contains("EVENT_DIGEST_MISMATCH: sha256:", "RUN_MISMATCH: sha256:", "\n  actual:   \\u001B[2J\n")
                    .contains("Does not hold: ");
            assertThat(json.out().lines()).hasSize(2);
            assertThat(json.out()).startsWith("{\"finding\":\"").contains("\n{\"passed\":false,");
        }
    }

    private static Ran verify(HikariDataSource pool, String... more) {
        String[] args = new String[more.length + 3];
        args[0] = "verify";
        args[1] = "--db";
        args[2] = Workshop.url(pool);
        System.arraycopy(more, 0, args, 3, more.length);
        return Ran.avow(Map.of("AVOW_DB_USER", "verifier", "AVOW_DB_PASSWORD", "any"), args);
    }

    private static void execute(HikariDataSource pool, String... statements) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
