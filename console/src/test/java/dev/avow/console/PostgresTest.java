package dev.avow.console;

import static dev.avow.console.Ran.avow;
import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.ContentStore;
import dev.avow.db.open.Stores;
import dev.avow.db.testing.Postgres;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorSource;
import dev.avow.engine.run.ManualEngine;
import dev.avow.engine.run.ManualRequest;
import dev.avow.testing.FakeOperator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresTest {

    private static final Map<String, String> NOBODY = Map.of();

    @TempDir
    private Path directory;

    @Test
    void connects_as_the_user_of_a_private_file_who_may_only_read() throws Exception {
        try (HikariDataSource pool = Postgres.newDatabase();
                ManualEngine engine = Sample.fill(Stores.over(pool, directory.resolve("contents")), directory)) {
            execute(pool, "create role looker login", "grant select on all tables in schema public to looker");
            Path file = Files.writeString(directory.resolve("who.properties"), "user=looker\npassword=any\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

            Ran ran = avow(NOBODY, "show", Sample.DENIED, "--db", url(pool), "--credentials", file.toString());
            Ran nobody = avow(Map.of("AVOW_DB_USER", "no-such"), "changes", "nightly", "--db", url(pool));

            assertThat(engine.avow().history().runs("nightly", 9).items()).hasSize(5);
            assertThat(ran.err()).isEmpty();
            assertThat(ran.out()).contains(" --credentials " + file + " --declaration | sha256sum");
            assertThat(nobody)
                    .isEqualTo(new Ran(
                            2,
                            "",
                            "Store '" + url(pool)
                                    + "' cannot be read. Check --db or AVOW_DB, and the user and password.\n"
                                    + "  cause: FATAL: role \"no-such\" does not exist\n"));
        }
    }

    @Test
    void says_that_a_stored_declaration_was_changed() throws Exception {
        try (HikariDataSource pool = Postgres.newDatabase();
                ManualEngine engine = Sample.fill(Stores.over(pool, directory.resolve("contents")), directory)) {
            execute(
                    pool,
                    "alter table declaration disable trigger all",
                    "update declaration set body = '{}' where identity = '\\x" + Sample.DENIED.substring(7) + "'");

            Ran ran =
                    avow(Map.of("AVOW_DB_USER", "postgres"), "show", Sample.DENIED, "--declaration", "--db", url(pool));
            Ran shown = avow(Map.of("AVOW_DB_USER", "postgres"), "show", Sample.DENIED, "--db", url(pool));
            Ran exported = avow(Map.of("AVOW_DB_USER", "postgres"), "scl", "export", Sample.DENIED, "--db", url(pool));

            assertThat(engine.store()).isNotNull();
            assertThat(ran)
                    .isEqualTo(
                            new Ran(
                                    1,
                                    "{}",
                                    "Stored declaration does not have the digest that is its identity. Do not trust it;"
                                            + " restore the database.\n  identity: " + Sample.DENIED
                                            + "\n  found:    sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a\n"));
            assertThat(shown.out()).startsWith("identity    " + Sample.DENIED + "\njob  ");
            assertThat(exported).isEqualTo(new Ran(1, "", ran.err()));
        }
    }

    @Test
    void reads_large_outputs_from_the_directory_beside_the_database() throws Exception {
        byte[] large = new byte[ContentStore.MAX_IN_DATABASE + 1];
        FakeOperator write = FakeOperator.named("write")
                .does(run -> OperatorResult.success().output("large", "application/octet-stream", large));
        Path contents = directory.resolve("contents");
        try (HikariDataSource pool = Postgres.newDatabase();
                ManualEngine engine = ManualEngine.on(
                        Stores.over(pool, contents), Workshop.clock(), OperatorSource.of(List.of(write)))) {
            engine.start()
                    .avow()
                    .register(job("large").task("write", operator("write")).build());
            String run = engine.avow()
                    .trigger("large", JsonObject.empty(), ManualRequest.by("ann"))
                    .get("write")
                    .toString();
            engine.executeDue();
            execute(pool, "drop role if exists reader", "create role reader login");
            execute(pool, "grant select on all tables in schema public to reader");
            Map<String, String> reader = Map.of("AVOW_DB_USER", "reader", "AVOW_DB_PASSWORD", "any");

            Ran without = avow(reader, "output", run, "--db", url(pool));
            Ran with = avow(reader, "output", run, "--db", url(pool), "--contents", contents.toString());

            assertThat(without.code()).isEqualTo(2);
            assertThat(without.err())
                    .endsWith(" is above 1 MiB, and lies in a directory beside the database."
                            + " Name that directory with --contents.\n");
            assertThat(with).isEqualTo(new Ran(0, new String(large, StandardCharsets.UTF_8), ""));
            assertThat(avow(reader, "stats", "large", "--db", url(pool)).err()).isEmpty();
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

    private static String url(HikariDataSource pool) {
        int port = Postgres.plain(pool.getPoolName()).getPortNumbers()[0];
        return "jdbc:postgresql://localhost:" + port + "/" + pool.getPoolName();
    }
}
