package dev.avow.db.internal;

import dev.avow.db.ContentStore;
import dev.avow.db.Session;
import dev.avow.db.Store;
import dev.avow.db.StoreException;
import java.sql.Connection;
import java.util.function.Function;
import javax.sql.DataSource;

/** A store that is open for reading only; threads may share it. */
final class ReadStore implements Store {

    private final DataSource dataSource;
    private final Database database;
    private final Transactions transactions;
    private final ContentStore contents;
    private final Runnable close;

    ReadStore(DataSource dataSource, Database database, ContentStore contents, Runnable close) {
        this.dataSource = dataSource;
        this.database = database;
        this.transactions = new Transactions(dataSource, database);
        this.contents = contents;
        this.close = close;
    }

    @Override
    public <T> T read(Function<Session, T> work) {
        return transactions.read(sql -> work.apply(new SqlSession(sql)));
    }

    @Override
    public <T> T write(Function<Session, T> work) {
        throw refused();
    }

    @Override
    public Session on(Connection connection) {
        return new SqlSession(Sql.on(connection, database, false));
    }

    @Override
    public DataSource dataSource() {
        return dataSource;
    }

    @Override
    public Database database() {
        return database;
    }

    @Override
    public boolean isExclusive() {
        return false;
    }

    @Override
    public void sync() {
        throw refused();
    }

    @Override
    public ContentStore contents() {
        return contents;
    }

    @Override
    public void close() {
        close.run();
    }

    static StoreException refused() {
        return new StoreException(
                "Store is open for reading only. Open it with Stores.embedded or Stores.over to write.");
    }
}
