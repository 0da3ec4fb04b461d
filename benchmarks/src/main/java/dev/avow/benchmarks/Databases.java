package dev.avow.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.open.Stores;
import dev.avow.db.testing.Postgres;
import java.io.IOException;
import java.nio.file.Path;
import javax.sql.DataSource;

/** New, empty databases with Avow's and Quartz's tables, as durable as a user has them. */
enum Databases {
    /** In a server of its own on this machine, with {@code fsync} and {@code synchronous_commit}. */
    POSTGRESQL {
        @Override
        Opened open() {
            HikariDataSource pool = Postgres.newDatabase();
            pool.setMaximumPoolSize(CONNECTIONS);
            Stores.over(pool);
            return new Opened(label(), pool, pool::close);
        }
    },
    /** In a file, with {@code WRITE_DELAY=0} and {@code async:}, as the embedded default: interrupts close other files. */
    H2 {
        @Override
        Opened open() throws IOException {
            Path directory = Folders.make();
            HikariDataSource pool = h2(directory);
            Stores.over(pool);
            return new Opened(label(), pool, () -> {
                pool.close();
                Folders.delete(directory);
            });
        }
    };

    static final int CONNECTIONS = 20;

    abstract Opened open() throws IOException;

    /** Returns connections to the database in file {@code store} of a directory, with or without tables. */
    static HikariDataSource h2(Path directory) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl("jdbc:h2:async:" + directory.resolve("store")
                + ";LOCK_TIMEOUT=30000;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0;TRACE_LEVEL_FILE=0");
        pool.setMaximumPoolSize(CONNECTIONS);
        return pool;
    }

    String label() {
        return this == H2 ? "h2" : "postgresql";
    }

    /**
     * A database.
     *
     * @param source a pool
     */
    record Opened(String label, DataSource source, Closing closing) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            closing.close();
        }
    }

    /** What is left to do when a database is done with. */
    @FunctionalInterface
    interface Closing {
        void close() throws IOException;
    }
}
