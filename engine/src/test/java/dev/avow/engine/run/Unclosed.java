package dev.avow.engine.run;

import dev.avow.db.ContentStore;
import dev.avow.db.Session;
import dev.avow.db.Store;
import java.sql.Connection;
import java.util.function.Function;
import javax.sql.DataSource;

/** A store that outlives the engines on it, as a database does; it never knows that another engine's process is gone. */
class Unclosed implements Store {

    private final Store store;

    Unclosed(Store store) {
        this.store = store;
    }

    @Override
    public <T> T read(Function<Session, T> work) {
        return store.read(work);
    }

    @Override
    public <T> T snapshot(Function<Session, T> work) {
        return store.snapshot(work);
    }

    @Override
    public <T> T write(Function<Session, T> work) {
        return store.write(work);
    }

    @Override
    public void begin(Connection connection) {
        store.begin(connection);
    }

    @Override
    public String beginning() {
        return store.beginning();
    }

    @Override
    public Session on(Connection connection) {
        return store.on(connection);
    }

    @Override
    public <T> T within(Connection connection, Function<Session, T> work) {
        return store.within(connection, work);
    }

    @Override
    public DataSource dataSource() {
        return store.dataSource();
    }

    @Override
    public Database database() {
        return store.database();
    }

    @Override
    public boolean isExclusive() {
        return false;
    }

    @Override
    public void sync() {
        store.sync();
    }

    @Override
    public ContentStore contents() {
        return store.contents();
    }

    @Override
    public void close() {
        // the test closes the store itself
    }
}
