package dev.avow.operators.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** What a new connection is set to, so that rows do not depend on the machine, and a query stays read only. */
final class SessionSettings {

    private static final String UTC = "SET TIME ZONE 'UTC'";
    /** Holds for transactions after the first one too, should a statement end that. */
    private static final String READ_ONLY = "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY";

    private SessionSettings() {}

    /** Sets the zone to UTC on PostgreSQL and H2, whose drivers else take that of the JVM. */
    static void apply(Connection connection, boolean writes) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        boolean postgres = "PostgreSQL".equals(product);
        if (!postgres && !"H2".equals(product)) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(UTC);
            if (postgres && !writes) {
                statement.execute(READ_ONLY);
            }
        }
    }
}
