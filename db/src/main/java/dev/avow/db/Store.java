package dev.avow.db;

import java.sql.Connection;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;

/** A database with Avow's schema; threads may share it. */
public interface Store extends AutoCloseable {

    /**
     * Runs reads on one connection, outside any transaction of the caller's; each sees what is committed when it runs.
     *
     * @throws StoreException if the work writes or locks
     */
    <T> T read(Function<Session, T> work);

    /**
     * Runs reads in one transaction that sees the database as it stood at the first of them, whatever others commit
     * meanwhile.
     *
     * @throws StoreException if the work writes or locks
     */
    <T> T snapshot(Function<Session, T> work);

    /**
     * Runs work in one transaction: committed when it returns, rolled back when it throws.
     *
     * @throws StoreException if the transaction could not be committed: because a statement of it had failed, even if
     *     the work caught that, or the database refused. Nothing of it is stored then, unless the connection was lost
     *     during the commit: what happened is not known then, and must be looked up
     */
    <T> T write(Function<Session, T> work);

    /** As {@link #write(Function)}, without a result. */
    default void writeOnly(Consumer<Session> work) {
        write(session -> {
            work.accept(session);
            return true;
        });
    }

    /**
     * Sets up a transaction of the caller's as those of {@link #write} are, before its first statement: each statement
     * sees what is committed when it runs, and PostgreSQL ends the session if the caller stands still for ten seconds.
     *
     * @throws StoreException if the database does not do it
     */
    void begin(Connection connection);

    /**
     * Returns the statements that {@link #begin} makes, each ended by a semicolon, to be sent in one text with the first
     * statement of a transaction, which saves a round trip; empty if there are none.
     */
    String beginning();

    /** Returns a session on the caller's connection and transaction, which it never commits, rolls back or closes. */
    Session on(Connection connection);

    /**
     * Runs work on the caller's connection and transaction, which this never commits, rolls back or closes: the caller
     * commits when this returns, and rolls back when it throws.
     *
     * @throws StoreException if a statement of the work had failed, even if the work caught that
     */
    <T> T within(Connection connection, Function<Session, T> work);

    /** Returns the pool, for a component that keeps its own tables in the same database. */
    DataSource dataSource();

    /** Tells which database this is. */
    Database database();

    /** Tells whether no other process can have this database open while this store does. */
    boolean isExclusive();

    /**
     * Returns when all that the database has is on the disk; of an H2 database in memory that means nothing. An embedded
     * database that H2 closed meanwhile, for it could not write to it, is opened again first: look then whether what was
     * committed is there.
     *
     * @throws StoreException if the database cannot say so
     */
    void sync();

    /** Returns where contents are kept by digest. */
    ContentStore contents();

    /** Releases all that the store opened itself; a {@link DataSource} that was passed in stays open. */
    @Override
    void close();

    /** The databases that the schema is written for. */
    enum Database {
        H2,
        POSTGRESQL
    }
}
