package dev.avow.console;

import static dev.avow.console.Ran.avow;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.open.Stores;
import dev.avow.db.testing.Postgres;
import dev.avow.engine.run.ManualEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
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
