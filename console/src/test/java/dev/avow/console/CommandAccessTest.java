package dev.avow.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.open.Stores;
import dev.avow.db.testing.Postgres;
import dev.avow.engine.run.ManualEngine;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who can command the engine of a store, and what they hear who cannot. */
class CommandAccessTest {

    private static final Map<String, String> ANN = Map.of("AVOW_USER", "ann");

    @TempDir
    private Path directory;

    private static Ran pause(Runnable meanwhile, Map<String, String> environment, String db) {
        return Workshop.run(
                meanwhile, Optional.empty(), environment, "pause", "nightly", "--yes", "--wait", "2", "--db", db);
    }

    @Test
    void commands_no_engine_where_none_runs() {
        Path none = directory.resolve("none");
        Path closed = directory.resolve("closed");
        Path idle = directory.resolve("idle");
        Stores.embedded(closed).close();

        try (var open = Stores.embedded(idle)) {
            assertThat(pause(() -> {}, ANN, idle.toString()))
                    .isEqualTo(new Ran(
                            2,
                            "",
                            "No engine runs on store '" + idle
                                    + "'. Start the program that runs it, then try again.\n"));
            assertThat(open.isExclusive()).isTrue();
        }
        assertThat(pause(() -> {}, ANN, closed.toString()))
                .isEqualTo(
                        new Ran(
                                2,
                                "",
                                "Store '" + closed
                                        + "' takes no commands. Check --db or AVOW_DB.\n  cause: No engine serves the"
                                        + " store in directory '" + closed
                                        + "'. Start the program that runs it, then try again; its log says if it serves nobody.\n"));
        assertThat(pause(() -> {}, ANN, none.toString()).err())
                .isEqualTo("No Avow store in directory '" + none
                        + "'. Name the directory of yours with --db DIR, or set AVOW_DB.\n");
    }

    @Test
    void says_that_the_way_was_lost_where_the_engine_ends_meanwhile() {
        Workshop shop = Workshop.open(directory);
        int[] looks = {0};

        Ran ran = shop.with(
                () -> {
                    if (looks[0]++ == 0) {
                        shop.engine.commands();
                    } else {
                        shop.close();
                    }
                },
                Optional.empty(),
                ANN,
                "pause",
                "nightly",
                "--yes");

        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.err())
                .startsWith("The way to the store was lost: what came of the command is not known.\n  cause: ")
                .contains("Look what came of it before you repeat it: avow jobs --db ");
    }

    @Test
    void takes_no_commands_through_a_file_of_h2() {
        Ran ran = pause(() -> {}, ANN, "jdbc:h2:./avow");

        assertThat(ran)
                .isEqualTo(new Ran(
                        2,
                        "",
                        "JDBC URL of a file of H2 takes no commands: whoever has the file open keeps others out."
                                + " Give the URL of a server, or the directory of an embedded store.\n"));
    }

    @Test
    void a_database_user_needs_to_read_and_to_insert_commands_and_nothing_else() throws SQLException {
        try (HikariDataSource pool = Postgres.newDatabase();
                ManualEngine engine = ManualEngine.on(
                        Stores.over(pool, directory.resolve("contents")), Workshop.clock(), Workshop.operators())) {
            Workshop.register(engine.start());
            execute(
                    pool,
                    "drop role if exists commander",
                    "drop role if exists spectator",
                    "create role commander login",
                    "grant select on all tables in schema public to commander",
                    "grant insert on command, command_take to commander",
                    "create role spectator login",
                    "grant select on all tables in schema public to spectator");
            Map<String, String> commander =
                    Map.of("AVOW_USER", "ann", "AVOW_DB_USER", "commander", "AVOW_DB_PASSWORD", "any");
            Map<String, String> spectator =
                    Map.of("AVOW_USER", "bob", "AVOW_DB_USER", "spectator", "AVOW_DB_PASSWORD", "any");

            Ran refused = pause(engine::commands, spectator, Workshop.url(pool));
            boolean before = engine.avow().history().jobs().get(0).paused();
            Ran done = pause(engine::commands, commander, Workshop.url(pool));
            boolean after = engine.avow().history().jobs().get(0).paused();
            Ran withdrawn = pause(() -> {}, commander, Workshop.url(pool));
            Ran resumed = Workshop.run(
                    engine::commands,
                    Optional.of("y"),
                    commander,
                    "resume",
                    "nightly",
                    "--json",
                    "--db",
                    Workshop.url(pool));

            assertThat(refused.code()).isEqualTo(2);
            assertThat(refused.err())
                    .startsWith("Command cannot be submitted to store '" + Workshop.url(pool)
                            + "'. Check that an engine runs on it,"
                            + " and that the user of its database may insert into command and command_take.\n"
                            + "  cause: Database refused a statement, SQLSTATE 42501");
            assertThat(before).isFalse();
            assertThat(done.code()).as(done.err()).isZero();
            assertThat(after).isTrue();
            assertThat(withdrawn.code()).isEqualTo(1);
            assertThat(resumed.out()).contains("\"state\":\"DONE\"");
            assertThat(resumed.err())
                    .startsWith("Job 'nightly' is paused; runs: 0 running, 0 waiting, 0 of them for it to be resumed.")
                    .endsWith("Do it? [y/N] ");
        }
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
