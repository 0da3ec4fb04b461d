package dev.avow.engine.run;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.quartz.impl.jdbcjobstore.LockException;
import org.quartz.impl.jdbcjobstore.StdRowLockSemaphore;

/**
 * Quartz's lock of a row, whose statement sets up the transaction too where that begins with it: both go in one round trip.
 */
final class BeginningLock extends StdRowLockSemaphore {

    private static final String TABLES = "QRTZ_";

    private final String beginning;
    private final ThreadLocal<Boolean> expected = ThreadLocal.withInitial(() -> false);

    /** @param beginning statements that set up a transaction, each ended by a semicolon */
    BeginningLock(String beginning) {
        super(TABLES, Triggers.SCHEDULER, null);
        this.beginning = beginning;
    }

    /** Says whether the next lock that this thread takes is the first statement of its transaction. */
    void expect(boolean first) {
        expected.set(first);
    }

    /** Tells whether this thread's transaction is still to begin with a lock. */
    boolean isExpected() {
        return expected.get();
    }

    @Override
    protected void executeSQL(Connection connection, String lock, String select, String insert) throws LockException {
        if (!expected.get() || !begin(connection, lock, select)) {
            super.executeSQL(connection, lock, select, insert);
        }
    }

    /** Returns whether the row was there to be locked. */
    private boolean begin(Connection connection, String lock, String select) throws LockException {
        expected.remove();
        try (PreparedStatement statement = connection.prepareStatement(beginning + select)) {
            statement.setString(1, lock);
            statement.execute();
            while (statement.getMoreResults() || statement.getUpdateCount() != -1) {
                ResultSet rows = statement.getResultSet();
                if (rows != null) {
                    return rows.next();
                }
            }
            return false;
        } catch (SQLException e) {
            throw new LockException("Lock " + lock + " cannot be taken: " + e.getMessage(), e);
        }
    }
}
