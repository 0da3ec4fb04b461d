package dev.avow.db.internal;

import dev.avow.db.Store.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables in a database: up to date, as most starts find them, or left to {@link Migrations}.
 *
 * <p>They are up to date where their history has the known migrations and no others, with the same checksums. Two
 * queries tell that; Flyway takes half a second to say so.
 */
final class Schema {

    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);

    private static final String IS_THERE = """
            select 1 from information_schema.tables
            where table_schema = current_schema and table_name = '%s'""".formatted(Migrations.HISTORY);

    /** All but what Flyway notes for itself: that it made the history, and that an application's tables were there. */
    private static final String APPLIED = """
            select "version", "type", "script", "checksum", "description", "success" from "%s"
            where "type" <> 'TABLE' and not ("type" = 'BASELINE' and "version" = '0')
            order by "installed_rank\"""".formatted(Migrations.HISTORY);

    private final DataSource dataSource;
    private final Database database;

    Schema(DataSource dataSource, Database database) {
        this.dataSource = dataSource;
        this.database = database;
    }

    /** As {@link Migrations#migrate}. */
    void migrate() {
        if (!hasAll(false)) {
            new Migrations(dataSource, database).migrate();
        }
    }

    /** As {@link Migrations#isCurrent}, of a database of the owner's, which has a history if it is whole. */
    boolean isCurrent() {
        return hasAll(true) || new Migrations(dataSource, database).isCurrent();
    }

    /** As {@link Migrations#requireCurrent}. */
    void requireCurrent() {
        if (!hasAll(false)) {
            new Migrations(dataSource, database).requireCurrent();
        }
    }

    /** @param hasHistory that it need not be looked for: H2 may write a failed question to a file */
    private boolean hasAll(boolean hasHistory) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            boolean all = (hasHistory || isThere(statement)) && hasAll(statement);
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            return all;
        } catch (SQLException e) { // why: the migrations find what is wrong, and say what to do
            LOG.debug("History of the schema cannot be read", e);
            return false;
        }
    }

    private static boolean isThere(Statement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery(IS_THERE)) {
            return result.next();
        }
    }

    private boolean hasAll(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery(APPLIED)) {
            Iterator<KnownMigration> known = KnownMigration.all(database).iterator();
            while (rows.next()) {
                if (!rows.getBoolean(6) || !known.hasNext() || !isOf(known.next(), rows)) {
                    return false;
                }
            }
            return !known.hasNext();
        }
    }

    /** Without {@code equals}, which a JVM puts together for a record when it is first called: that slows each start. */
    private static boolean isOf(KnownMigration known, ResultSet row) throws SQLException {
        return known.version().equals(row.getString(1))
                && known.type().equals(row.getString(2))
                && known.script().equals(row.getString(3))
                && known.checksum() == row.getInt(4)
                && known.description().equals(row.getString(5));
    }
}
