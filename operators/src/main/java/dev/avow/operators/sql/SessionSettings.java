package dev.avow.operators.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What a new connection is set to, so that neither rows nor the end of a statement depend on the server, and a query stays read
 * only.
 */
final class SessionSettings {

    private static final String UTC = "SET TIME ZONE 'UTC'";
    /** So quotes end where {@link StatementText} saw them end: else a backslash could hide a second statement from it. */
    private static final String PLAIN_BACKSLASHES = "SET standard_conforming_strings = on";
    /** Holds for transactions after the first one too, should a statement end that. */
    private static final String READ_ONLY = "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY";

    private SessionSettings() {}

    /**
     * Sets the zone to UTC on PostgreSQL and H2, whose drivers else take that of the JVM, and what a backslash is on
     * PostgreSQL.
     *
     * @see <a href="https://www.postgresql.org/docs/current/runtime-config-compatible.html">PostgreSQL:
     *     standard_conforming_strings</a>
     */
    static void apply(Connection connection, boolean writes) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        boolean postgres = "PostgreSQL".equals(product);
        if (!postgres && !"H2".equals(product)) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(UTC);
            if (postgres) {
                statement.execute(PLAIN_BACKSLASHES);
            }
            if (postgres && !writes) {
                statement.execute(READ_ONLY);
            }
        }
    }
}
