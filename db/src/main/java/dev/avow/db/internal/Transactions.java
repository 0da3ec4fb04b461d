package dev.avow.db.internal;

import dev.avow.db.Store.Database;
import dev.avow.db.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Function;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs work on a connection of a pool; threads may share it. */
final class Transactions {

    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);

    /**
     * Seats, pauses and cursors are compared after a lock was waited for, so that each statement must see what others
     * have committed meanwhile. A session that stands still in the middle holds its locks no longer than ten seconds.
     *
     * @see <a href="https://www.postgresql.org/docs/current/runtime-config-client.html">PostgreSQL: client connection
     *     defaults</a>
     */
    private static final String BEGIN_POSTGRESQL =
            "set transaction isolation level read committed; set local idle_in_transaction_session_timeout = '10s'; ";

    private static final String SNAPSHOT_POSTGRESQL = "set transaction isolation level repeatable read, read only";

    /**
     * Freezes all tables at the first statement, where REPEATABLE READ freezes those of each statement when it runs.
     *
     * @see <a href="https://h2database.com/html/advanced.html#transaction_isolation">H2: transaction isolation</a>
     */
    private static final String SNAPSHOT_H2 = "set session characteristics as transaction isolation level snapshot";

    private static final String COMMITTED_H2 =
            "set session characteristics as transaction isolation level read committed";

    private final DataSource dataSource;
    private final Database database;

    Transactions(DataSource dataSource, Database database) {
        this.dataSource = dataSource;
        this.database = database;
    }

    <T> T read(Function<Sql, T> work) {
        Connection connection = connect(true);
        try {
            return work.apply(Sql.on(connection, database, false));
        } finally {
            close(connection);
        }
    }

    <T> T snapshot(Function<Sql, T> work) {
        Connection connection = connect(false);
        try {
            execute(connection, database == Database.H2 ? SNAPSHOT_H2 : SNAPSHOT_POSTGRESQL);
            T result = work.apply(Sql.on(connection, database, false));
            endSnapshot(connection);
            return result;
        } catch (RuntimeException | Error e) {
            rollback(connection, e);
            restore(connection);
            throw e;
        } finally {
            close(connection);
        }
    }

    private void endSnapshot(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            throw new StoreException("Snapshot cannot be ended, SQLSTATE " + e.getSQLState() + ". See the cause.", e);
        }
        restore(connection);
    }

    /** On H2 the isolation level is the session's, and the session goes back to its pool. */
    private void restore(Connection connection) {
        if (database == Database.H2) {
            execute(connection, COMMITTED_H2);
        }
    }

    <T> T write(Function<Sql, T> work) {
        Connection connection = connect(false);
        try {
            return commit(connection, work);
        } catch (RuntimeException | Error e) {
            rollback(connection, e);
            throw e;
        } finally {
            close(connection);
        }
    }

    /** Sets up the transaction that begins with this, and nothing that outlasts it. */
    void begin(Connection connection) {
        if (database == Database.POSTGRESQL) {
            execute(connection, BEGIN_POSTGRESQL);
        }
    }

    /** Returns what sets up a transaction, to be sent with its first statement. */
    String beginning() {
        return database == Database.POSTGRESQL ? BEGIN_POSTGRESQL : "";
    }

    private static void execute(Connection connection, String setting) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(setting);
        } catch (SQLException e) {
            throw new StoreException("Transaction cannot begin, SQLSTATE " + e.getSQLState() + ". See the cause.", e);
        }
    }

    private Connection connect(boolean autoCommit) {
        try {
            return set(dataSource.getConnection(), autoCommit);
        } catch (SQLException e) {
            throw new StoreException("Database gave no connection. See the cause.", e);
        }
    }

    private static Connection set(Connection connection, boolean autoCommit) throws SQLException {
        try {
            connection.setAutoCommit(autoCommit);
            return connection;
        } catch (SQLException e) {
            close(connection);
            throw e;
        }
    }

    /** PostgreSQL rolls back where it is told to commit after a failed statement, and its driver may not say so. */
    static <T> T unbroken(Sql sql, Function<Sql, T> work) {
        T result = work.apply(sql);
        if (sql.failed()) {
            throw new StoreException("Transaction was rolled back: one of its statements had failed."
                    + " Let the exception of that statement out.");
        }
        return result;
    }

    private <T> T commit(Connection connection, Function<Sql, T> work) {
        T result = unbroken(Sql.beginning(connection, database, beginning()), work);
        try {
            connection.commit();
        } catch (SQLException e) {
            throw new StoreException(
                    "Transaction was not committed, SQLSTATE " + e.getSQLState()
                            + ". See the cause; if the connection was lost, look whether it was.",
                    e);
        }
        return result;
    }

    private static void rollback(Connection connection, Throwable reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    /** What is decided by now stays so, whatever happens to the connection. */
    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("Connection was not closed in good order", e);
        }
    }
}
