package dev.avow.db.internal;

import dev.avow.db.ContentStore;
import dev.avow.db.Session;
import dev.avow.db.Store;
import java.util.function.Function;
import javax.sql.DataSource;

/** What a store does, whatever it is open for. */
abstract class BaseStore implements Store {

    final Transactions transactions;

    private final DataSource dataSource;
    private final Database database;
    private final ContentStore contents;

    BaseStore(DataSource dataSource, Database database, ContentStore contents) {
        this.transactions = new Transactions(dataSource, database);
        this.dataSource = dataSource;
        this.database = database;
        this.contents = contents;
    }

    @Override
    public final <T> T read(Function<Session, T> work) {
        return transactions.read(sql -> work.apply(new SqlSession(sql)));
    }

    @Override
    public final <T> T snapshot(Function<Session, T> work) {
        return transactions.snapshot(sql -> work.apply(new SqlSession(sql)));
    }

    @Override
    public final DataSource dataSource() {
        return dataSource;
    }

    @Override
    public final Database database() {
        return database;
    }

    @Override
    public final ContentStore contents() {
        return contents;
    }
}
