package dev.avow.db.internal;

import dev.avow.db.StoreException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The one connection of an embedded database's owner, with whose options the database is open; threads may share it.
 *
 * <p>H2 closes a database that it cannot write to, for instance since the disk is full. Whoever connects next opens it
 * again with what was committed, and the owner must be the first.
 */
final class AdminConnection {

    private final Connector connector;
    private final SharedSync shared = new SharedSync(this::force);
    private Connection held;
    private boolean closed;

    AdminConnection(Connector connector) throws SQLException {
        this.connector = connector;
        this.held = connector.connect();
    }

    /** Opens the database again if H2 has closed it. */
    synchronized void revive() throws SQLException {
        if (closed) {
            throw new SQLException("The store is closed.");
        }
        if (!isAlive()) {
            connector.connect().close(); // why: an end that nobody closed, as at each start
            held = connector.connect();
        }
    }

    /** Connects somebody else, after the owner: nobody may come between, and be the first to open the database. */
    synchronized Connection connected(Connector other) throws SQLException {
        revive();
        return other.connect();
    }

    /** {@link Connection#isValid} says of a closed database that it is valid. */
    private boolean isAlive() {
        try (Statement statement = held.createStatement()) {
            return statement.execute("call 1");
        } catch (SQLException e) {
            return false;
        }
    }

    /** Gives the users other than the owner new passwords and their rights. */
    synchronized void grant(Rights.Guests passwords) throws SQLException {
        Rights.grant(held, passwords);
    }

    /** Forces what the database has to the disk; if H2 had closed it, that may be less than somebody committed. */
    void sync() {
        shared.sync();
    }

    private synchronized void force() {
        try {
            revive();
        } catch (SQLException e) {
            throw new StoreException("Database cannot be opened again. See the cause.", e);
        }
        Checkpoint.sync(held);
    }

    /** Does the last work, and closes the database. */
    synchronized void close(Last work) throws SQLException, IOException {
        revive();
        closed = true;
        try (Connection last = held) {
            work.on(last);
        }
    }

    /** Connects as the owner. */
    @FunctionalInterface
    interface Connector {
        Connection connect() throws SQLException;
    }

    /** Closes the database over the owner's connection. */
    @FunctionalInterface
    interface Last {
        void on(Connection admin) throws SQLException, IOException;
    }
}
