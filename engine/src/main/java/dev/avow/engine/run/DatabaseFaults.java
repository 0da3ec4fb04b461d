package dev.avow.engine.run;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Optional;
import java.util.Set;

/**
 * What a database's failures mean, by SQLSTATE.
 *
 * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL: error codes</a>
 * @see <a href="https://h2database.com/javadoc/org/h2/api/ErrorCode.html">H2: error codes</a>
 */
final class DatabaseFaults {

    /** Connection, transaction rollback, resources, object in use, operator intervention, system error. */
    private static final Set<String> PASSING_CLASSES = Set.of("08", "40", "53", "55", "57", "58");

    /** PostgreSQL: read-only, idle for too long in a transaction. H2: connection broken, database closed, lock timeout. */
    private static final Set<String> PASSING_STATES = Set.of("25006", "25P03", "90067", "90098", "90121", "HYT00");

    /** Data, integrity, limits of the program. */
    private static final Set<String> REFUSING_CLASSES = Set.of("22", "23", "54");

    private DatabaseFaults() {}

    /** Tells whether the database or the way to it failed, so that the same may go well a little later. */
    static boolean mayPass(Throwable failure) {
        return find(failure)
                .filter(cause -> cause instanceof SQLTransientException
                        || cause instanceof SQLRecoverableException
                        || PASSING_STATES.contains(state(cause))
                        || PASSING_CLASSES.contains(prefix(cause)))
                .isPresent();
    }

    /** Tells whether the database refused the values, so that the same would be refused each time. */
    static boolean isRefusal(Throwable failure) {
        return find(failure)
                .filter(cause -> REFUSING_CLASSES.contains(prefix(cause)))
                .isPresent();
    }

    /** Returns the first failure of the database among the causes. */
    static Optional<SQLException> find(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }

    private static String prefix(SQLException cause) {
        return state(cause).substring(0, Math.min(2, state(cause).length()));
    }

    private static String state(SQLException cause) {
        return cause.getSQLState() == null ? "" : cause.getSQLState();
    }
}
