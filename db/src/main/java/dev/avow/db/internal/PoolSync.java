package dev.avow.db.internal;

import dev.avow.db.Store.Database;
import dev.avow.db.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Makes sure of what a database in a pool has committed; threads may share it. */
final class PoolSync {

    private static final String DURABLE = """
            select current_setting('fsync'), current_setting('synchronous_commit')""";

    private final DataSource dataSource;
    private final Database database;
    private final SharedSync shared = new SharedSync(this::check);
    private volatile boolean durable;

    PoolSync(DataSource dataSource, Database database) {
        this.dataSource = dataSource;
        this.database = database;
    }

    void sync() {
        if (!durable) {
            shared.sync();
        }
    }

    private void check() {
        try (Connection connection = dataSource.getConnection()) {
            switch (database) {
                case H2 -> Checkpoint.sync(connection);
                case POSTGRESQL -> requireDurable(connection);
            }
        } catch (SQLException e) {
            throw new StoreException("Database cannot say whether its commits are on the disk. See the cause.", e);
        }
    }

    /** PostgreSQL returns from a commit when it is on the disk, unless it is told not to: asked once, it stays so. */
    private void requireDurable(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(DURABLE)) {
            result.next();
            require("fsync", result.getString(1));
            require("synchronous_commit", result.getString(2));
            durable = true;
        }
    }

    private static void require(String setting, String value) {
        if (value.equals("off")) {
            throw new StoreException(
                    "Database does not wait for the disk when it commits: " + setting + " is off. Switch it on.");
        }
    }
}
