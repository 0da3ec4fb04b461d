package dev.avow.db.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.Store.Database;
import dev.avow.db.Uses;
import dev.avow.db.testing.Postgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The migration that gives uses their marks, on a database that an older engine still works on. */
@Timeout(120)
class UsesByMarkTest {

    private static final String VERSION = "048";
    private static final String DIGEST = "decode('" + "ab".repeat(32) + "', 'hex')";

    @Test
    void keeps_what_an_older_engine_commits_meanwhile() throws Exception {
        try (HikariDataSource pool = Postgres.newDatabase();
                Connection older = pool.getConnection();
                Statement statement = older.createStatement()) {
            for (KnownMigration migration : KnownMigration.all(Database.POSTGRESQL)) {
                if (migration.isScript() && migration.version().compareTo(VERSION) < 0) {
                    statement.execute(migration.statements(Database.POSTGRESQL));
                }
            }
            statement.execute("insert into spec values (" + DIGEST + ", 'job', 'task', 'x', now())");
            older.setAutoCommit(false);
            statement.execute("insert into declaration (identity, job, task, occasion, number, spec, body, declared_at)"
                    + " values (" + DIGEST + ", 'job', 'task', 'o', 1, " + DIGEST + ", 'x', now())");
            ExecutorService newer = Executors.newSingleThreadExecutor();
            Future<Boolean> migrated = newer.submit(() -> migrate(pool));
            while (!waits(pool)) {
                Thread.onSpinWait();
            }

            statement.execute("insert into used values ('INPUT', 'tickets', now(), " + DIGEST + ")");
            older.commit();

            assertThat(migrated.get()).isTrue();
            newer.shutdown();
            try (ResultSet rows = statement.executeQuery("select mark from used")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getObject(1, UUID.class)).isEqualTo(Uses.mark("INPUT", "tickets"));
                assertThat(rows.next()).isFalse();
            }
            older.rollback();
        }
    }

    /** In one transaction, as each migration is on PostgreSQL. */
    private static boolean migrate(HikariDataSource pool) throws SQLException, IOException {
        KnownMigration migration = KnownMigration.all(Database.POSTGRESQL).stream()
                .filter(one -> one.version().equals(VERSION))
                .findFirst()
                .orElseThrow();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(migration.statements(Database.POSTGRESQL));
            connection.commit();
        }
        return true;
    }

    private static boolean waits(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select 1 from pg_locks l join pg_database d on d.oid = l.database"
                                + " where not l.granted and d.datname = current_database()")) {
            return rows.next();
        }
    }
}
