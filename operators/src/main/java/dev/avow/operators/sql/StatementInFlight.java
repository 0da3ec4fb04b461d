package dev.avow.operators.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The statement that a session executes, so that another thread can cancel it. Threads may share it. */
final class StatementInFlight implements StatementCustomizer {

    private static final Logger LOG = LoggerFactory.getLogger(StatementInFlight.class);

    private Optional<PreparedStatement> statement = Optional.empty();
    private boolean cancelled;

    @Override
    public synchronized void beforeExecution(PreparedStatement prepared, StatementContext context) throws SQLException {
        if (cancelled) {
            throw new SQLException("cancelled before it began", "57014");
        }
        statement = Optional.of(prepared);
    }

    /**
     * Cancels the statement, also one that is still to begin.
     *
     * @return whether it has begun, so that it may still be executed
     */
    boolean cancel() {
        Optional<PreparedStatement> inFlight = stop();
        try {
            if (inFlight.isPresent()) {
                inFlight.get().cancel();
            }
        } catch (SQLException e) {
            LOG.debug("A statement could not be cancelled: SQLState {}", e.getSQLState());
        }
        return inFlight.isPresent();
    }

    /** Tells whether nobody waits for the statement any more. */
    synchronized boolean isCancelled() {
        return cancelled;
    }

    private synchronized Optional<PreparedStatement> stop() {
        cancelled = true;
        return statement;
    }
}
