package dev.avow.engine.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/** Lends a store's pool to Quartz under a name of its own, and lets go of it when the engine has ended. */
final class QuartzConnections implements ConnectionProvider {

    private static final AtomicLong COUNT = new AtomicLong();

    private volatile @Nullable DataSource dataSource;

    QuartzConnections(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Offers the pool to Quartz, and returns under which name. */
    String register() {
        String name = "avow-" + COUNT.incrementAndGet();
        DBConnectionManager.getInstance().addConnectionProvider(name, this);
        return name;
    }

    @Override
    public Connection getConnection() throws SQLException {
        DataSource open = dataSource;
        if (open == null) {
            throw new SQLException("The engine is closed.");
        }
        return open.getConnection();
    }

    @Override
    public void initialize() {
        // nothing to set up: the pool is open
    }

    @Override
    public void shutdown() {
        // the engine lets go when all is recorded
    }

    /** Gives no connection any more. */
    void letGo() {
        dataSource = null;
    }
}
