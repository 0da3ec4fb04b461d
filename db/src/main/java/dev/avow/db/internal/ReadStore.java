package dev.avow.db.internal;

import dev.avow.db.ContentStore;
import dev.avow.db.Session;
import dev.avow.db.StoreException;
import java.sql.Connection;
import java.util.function.Function;
import javax.sql.DataSource;

/** A store that is open for reading only; threads may share it. */
final class ReadStore extends BaseStore {

    private final Runnable close;

    ReadStore(DataSource dataSource, Database database, ContentStore contents, Runnable close) {
        super(dataSource, database, contents);
        this.close = close;
    }

    @Override
    public <T> T write(Function<Session, T> work) {
        throw refused();
    }

    @Override
    public void begin(Connection connection) {
        throw refused();
    }

    @Override
    public String beginning() {
        throw refused();
    }

    @Override
    public Session on(Connection connection) {
        return new SqlSession(Sql.on(connection, database(), false));
    }

    @Override
    public <T> T within(Connection connection, Function<Session, T> work) {
        return Transactions.unbroken(Sql.on(connection, database(), false), sql -> work.apply(new SqlSession(sql)));
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
    public void close() {
        close.run();
    }

    static StoreException refused() {
        return new StoreException(
                "Store is open for reading only. Open it with Stores.embedded or Stores.over to write.");
    }
}
