package dev.avow.db.internal;

import dev.avow.db.Store.Database;
import dev.avow.db.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;

/** Runs work on a connection of a pool; threads may share it. */
final class Transactions {

    private final DataSource dataSource;
    private final Database database;

    Transactions(DataSource dataSource, Database database) {
        this.dataSource = dataSource;
        this.database = database;
    }

    <T> T read(Function<Sql, T> work) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(true);
            return work.apply(Sql.on(connection, database, false));
        } catch (SQLException e) {
            throw new StoreException("Database gave no connection to read with. See the cause.", e);
        }
    }

    <T> T write(Function<Sql, T> work) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                return commit(connection, work);
            } finally {
                // Rolls back what was not committed, as JDBC leaves open what setAutoCommit would do with it.
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new StoreException("Transaction was not committed, or it is not known whether. See the cause.", e);
        }
    }

    private <T> T commit(Connection connection, Function<Sql, T> work) throws SQLException {
        Sql sql = Sql.on(connection, database, true);
        T result = work.apply(sql);
        if (sql.failed()) {
            throw new StoreException("Transaction was rolled back: one of its statements had failed."
                    + " Let the exception of that statement out.");
        }
        connection.commit();
        return result;
    }
}
