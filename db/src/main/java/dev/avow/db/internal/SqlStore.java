package dev.avow.db.internal;

import dev.avow.db.ContentStore;
import dev.avow.db.Session;
import java.sql.Connection;
import java.util.function.Function;
import javax.sql.DataSource;

/** A store that is open for writing; threads may share it. */
final class SqlStore extends BaseStore {

    private final Upkeep upkeep;

    SqlStore(DataSource dataSource, Database database, ContentStore contents, Upkeep upkeep) {
        super(dataSource, database, contents);
        this.upkeep = upkeep;
    }

    @Override
    public <T> T write(Function<Session, T> work) {
        return transactions.write(sql -> work.apply(new SqlSession(sql)));
    }

    @Override
    public void begin(Connection connection) {
        transactions.begin(connection);
    }

    @Override
    public String beginning() {
        return transactions.beginning();
    }

    @Override
    public Session on(Connection connection) {
        return new SqlSession(Sql.on(connection, database(), true));
    }

    @Override
    public <T> T within(Connection connection, Function<Session, T> work) {
        return Transactions.unbroken(Sql.on(connection, database(), true), sql -> work.apply(new SqlSession(sql)));
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
    public void close() {
        upkeep.close().run();
    }
}
