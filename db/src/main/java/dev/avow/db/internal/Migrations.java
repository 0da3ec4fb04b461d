package dev.avow.db.internal;

import dev.avow.db.Store.Database;
import dev.avow.db.StoreException;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a schema up to date, or says why it cannot be used. */
final class Migrations {

    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

    /** Beside an application's own history, which Flyway keeps in {@code flyway_schema_history}. */
    static final String HISTORY = "avow_schema_history";

    /** Any number that no other application uses for its advisory locks: "avow" in ASCII. */
    private static final long LOCK = 0x61766f77;

    private final Flyway flyway;
    private final DataSource dataSource;
    private final Database database;

    Migrations(DataSource dataSource, Database database) {
        this.dataSource = dataSource;
        this.database = database;
        flyway = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(dataSource)
                .locations(
                        "classpath:dev/avow/db/migration/common",
                        "classpath:dev/avow/db/migration/" + KnownMigration.folder(database))
                .javaMigrations(new UsesMigration(database))
                .placeholders(KnownMigration.types(database))
                .table(HISTORY)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .loggers(QuietFlywayLog.class.getName())
                .load();
    }

    /** Applies what is missing; nodes that start together take turns, since Flyway's baseline alone is not safe there. */
    void migrate() {
        if (database == Database.H2) {
            apply();
            return;
        }
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false); // why: a pooler may give each transaction another session
            try {
                lock(connection, "select pg_advisory_xact_lock(?)");
                apply();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new StoreException("Schema cannot be brought up to date. See the cause.", e);
        }
    }

    private static void lock(Connection connection, String call) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(call)) {
            statement.setLong(1, LOCK);
            statement.execute();
        }
    }

    private void apply() {
        try {
            refuseNewer(flyway.info().all());
            int applied = flyway.migrate().migrationsExecuted;
            if (applied > 0) {
                LOG.info(
                        "Schema migrated: {} changes, now at version {}",
                        applied,
                        current(flyway.info().all()).orElse(BigInteger.ZERO));
            }
        } catch (FlywayException e) {
            throw refused(e);
        }
    }

    /** Tells whether nothing is missing, and changes nothing; refuses what {@link #migrate} refuses. */
    boolean isCurrent() {
        try {
            refuseNewer(flyway.info().all());
            boolean current = flyway.info().pending().length == 0;
            if (current) {
                flyway.validate();
            }
            return current;
        } catch (FlywayException e) {
            throw refused(e);
        }
    }

    /** Changes nothing; refuses a schema with anything missing. */
    void requireCurrent() {
        MigrationInfo[] all = flyway.info().all();
        refuseNewer(all);
        BigInteger newest = newestKnown(all);
        BigInteger current = current(all)
                .orElseThrow(() -> new StoreException(
                        "Database has no Avow schema. Open it with Stores.over once, which makes it."));
        if (current.compareTo(newest) < 0) {
            throw new StoreException("Schema version " + current + " is older than " + newest
                    + ", which this library reads. Open it with Stores.over once, or read it with the older library.");
        }
    }

    private static StoreException refused(FlywayException e) {
        return new StoreException("Schema cannot be brought up to date. See the cause.", e);
    }

    private static void refuseNewer(MigrationInfo[] all) {
        BigInteger newest = newestKnown(all);
        current(all).filter(current -> current.compareTo(newest) > 0).ifPresent(current -> {
            throw new StoreException("Schema version " + current + " is newer than " + newest
                    + ", the newest this library knows. Upgrade the library or restore the database.");
        });
    }

    private static BigInteger newestKnown(MigrationInfo[] all) {
        return newest(all, info -> info.getState().isResolved()).orElse(BigInteger.ZERO);
    }

    private static Optional<BigInteger> current(MigrationInfo[] all) {
        return newest(all, info -> info.getState().isApplied());
    }

    private static Optional<BigInteger> newest(MigrationInfo[] all, Predicate<MigrationInfo> which) {
        return Arrays.stream(all)
                .filter(which)
                .map(MigrationInfo::getVersion)
                .map(MigrationVersion::getMajor)
                .max(Comparator.naturalOrder());
    }
}
