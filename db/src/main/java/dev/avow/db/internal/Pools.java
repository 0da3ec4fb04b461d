package dev.avow.db.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcDataSource;

/** Pools of connections to an H2 database. */
final class Pools {

    private static final int CONNECTIONS = 20;

    private Pools() {}

    static HikariDataSource open(String name, String url, String user, String password) {
        JdbcDataSource connections = new JdbcDataSource();
        connections.setURL(url);
        connections.setUser(user);
        connections.setPassword(password);
        return open(name, connections);
    }

    static HikariDataSource open(String name, DataSource connections) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(connections);
        config.setConnectionTestQuery(
                "call 1"); // why: a connection to a database that was closed says that it is valid
        config.setExceptionOverride(new OfClosed());
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }

    /** Throws connections away to a database that H2 has closed, or fails to write. */
    private static final class OfClosed implements SQLExceptionOverride {

        private static final Set<Integer> CLOSED = Set.of(
                ErrorCode.GENERAL_ERROR_1,
                ErrorCode.CONNECTION_BROKEN_1,
                ErrorCode.DATABASE_IS_CLOSED,
                ErrorCode.DATABASE_CALLED_AT_SHUTDOWN);

        @java.lang.Override
        public Override adjudicate(SQLException failure) {
            return CLOSED.contains(failure.getErrorCode()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
        }
    }
}
