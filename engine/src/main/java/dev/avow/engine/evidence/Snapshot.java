package dev.avow.engine.evidence;

import dev.avow.db.Session;
import dev.avow.db.Store;
import dev.avow.db.Store.Database;
import dev.avow.engine.EngineException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;

/** Reads that all see the store as it was at the first of them, while an engine goes on. */
final class Snapshot {

    /** H2's repeatable reads look at each table when it is first read; only its own level looks at all of them at once. */
    private static final int H2_SNAPSHOT = 6;

    private Snapshot() {}

    static <T> T read(Store store, Function<Session, T> work) {
        try (Connection connection = store.dataSource().getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            int isolation = connection.getTransactionIsolation();
            try {
                connection.setAutoCommit(false);
                connection.setTransactionIsolation(
                        store.database() == Database.H2 ? H2_SNAPSHOT : Connection.TRANSACTION_REPEATABLE_READ);
                return work.apply(store.on(connection));
            } finally {
                connection.rollback();
                connection.setTransactionIsolation(isolation);
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException e) {
            throw new EngineException("Store cannot be read. See the cause.", e);
        }
    }
}
