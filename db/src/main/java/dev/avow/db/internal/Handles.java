package dev.avow.db.internal;

import java.sql.Connection;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.TemplateEngine;

/**
 * Opens handles on connections that others own, and that no handle closes; threads may share it.
 *
 * <p>One configuration serves them all, for it keeps the statements that it has parsed: with one of its own, opening a
 * handle and asking one question took ten times as long.
 */
final class Handles {

    private static final ThreadLocal<Connection> GIVEN = new ThreadLocal<>();
    private static final Jdbi JDBI = jdbi();

    private Handles() {}

    @SuppressWarnings("MustBeClosedChecker")
    static Handle on(Connection connection) {
        GIVEN.set(connection);
        try {
            return JDBI.open();
        } finally {
            GIVEN.remove();
        }
    }

    private static Jdbi jdbi() {
        Jdbi jdbi = Jdbi.create(new GivenConnection());
        jdbi.getConfig(SqlStatements.class)
                .setSqlParser(new ColonPrefixSqlParser())
                .setTemplateEngine(TemplateEngine.NOP);
        return jdbi;
    }

    private static final class GivenConnection implements ConnectionFactory {

        @Override
        public Connection openConnection() {
            return GIVEN.get();
        }

        @Override
        public void closeConnection(Connection connection) {}
    }
}
