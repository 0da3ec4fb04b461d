package dev.avow.db.internal;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** New connections of the engine's user to an embedded database, which its owner opens before. */
final class EngineConnections implements DataSource {

    private final AdminConnection admin;
    private final JdbcDataSource engine = new JdbcDataSource();

    EngineConnections(StoreDirectory directory, AdminConnection admin, String password) {
        this.admin = admin;
        engine.setURL(directory.url() + ";LOCK_TIMEOUT=30000;DB_CLOSE_ON_EXIT=FALSE;IFEXISTS=TRUE");
        engine.setUser(Rights.ENGINE);
        engine.setPassword(password);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return admin.connected(engine::getConnection);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return admin.connected(() -> engine.getConnection(user, password));
    }

    @Override
    public PrintWriter getLogWriter() {
        return engine.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        engine.setLogWriter(out);
    }

    @Override
    public int getLoginTimeout() {
        return engine.getLoginTimeout();
    }

    @Override
    public void setLoginTimeout(int seconds) {
        engine.setLoginTimeout(seconds);
    }

    @Override
    public Logger getParentLogger() {
        return engine.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return engine.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return engine.isWrapperFor(type);
    }
}
