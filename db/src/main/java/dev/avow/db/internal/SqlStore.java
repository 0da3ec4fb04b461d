package dev.avow.db.internal;

import dev.avow.db.ContentStore;
import dev.avow.db.Session;
import dev.avow.db.Store;
import java.sql.Connection;
import java.util.function.Function;
import javax.sql.DataSource;

/** A store that is open for writing; threads may share it. */
final class SqlStore implements Store {

    private final DataSource dataSource;
    private final Database database;
    private final Transactions transactions;
    private final ContentStore contents;
    private final Upkeep upkeep;

    SqlStore(DataSource dataSource, Database database, ContentStore contents, Upkeep upkeep) {
        this.dataSource = dataSource;
        this.database = database;
        this.transactions = new Transactions(dataSource, database);
        this.contents = contents;
        this.upkeep = upkeep;
    }

    @Override
    public <T> T read(Function<Session, T> work) {
        return transactions.read(sql -> work.apply(new SqlSession(sql)));
    }

    @Override
    public <T> T write(Function<Session, T> work) {
        return transactions.write(sql -> work.apply(new SqlSession(sql)));
    }

    @Override
    public Session on(Connection connection) {
        return new SqlSession(Sql.on(connection, database, true));
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
        return upkeep.exclusive();
    }

    @Override
    public void sync() {
        upkeep.sync().run();
    }

    @Override
    public ContentStore contents() {
        return contents;
    }

    @Override
    public void close() {
        upkeep.close().run();
    }
}
