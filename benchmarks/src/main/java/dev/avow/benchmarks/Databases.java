package dev.avow.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.open.Stores;
import dev.avow.db.testing.Postgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** New, empty databases with Avow's and Quartz's tables, as durable as a user has them. */
enum Databases {
    /** In a server of its own on this machine, with {@code fsync} and {@code synchronous_commit}. */
    POSTGRESQL {
        @Override
        Opened open() {
            String name = "benchmark" + DATABASES.incrementAndGet();
            administer("create database " + name + " template " + PostgresTemplate.NAME);
            HikariDataSource pool = Postgres.pool(Postgres.plain(name));
            pool.setMaximumPoolSize(CONNECTIONS);
            return new Opened(label(), pool, () -> {
                pool.close();
                administer("drop database " + name + " with (force)");
            });
        }
    },
    /** In a file, with {@code WRITE_DELAY=0} and {@code async:}, as the embedded default: interrupts close other files. */
    H2 {
        @Override
        Opened open() throws IOException {
            Path directory = Folders.make();
            Files.copy(H2Template.FOLDER.resolve(H2_FILE), directory.resolve(H2_FILE));
            HikariDataSource pool = h2(directory);
            return new Opened(label(), pool, () -> {
                pool.close();
                Folders.delete(directory);
            });
        }
    };

    static final int CONNECTIONS = 20;

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final String H2_FILE = "store.mv.db";

    /** Returns a new database with Avow's and Quartz's tables, empty: a copy of one, since each round has its own. */
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

    private static void administer(String text) {
        try (Connection connection = Postgres.plain("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        } catch (SQLException e) {
            throw new IllegalStateException("refused: " + text, e);
        }
    }

    /** What new databases of PostgreSQL are copies of. */
    private static final class PostgresTemplate {

        static final String NAME = make();

        private static String make() {
            try (HikariDataSource pool = Postgres.newDatabase()) {
                Stores.over(pool);
                return pool.getPoolName();
            }
        }
    }

    /** What new files of H2 are copies of. */
    private static final class H2Template {

        static final Path FOLDER = make();

        private static Path make() {
            try {
                Path folder = Folders.make();
                try (HikariDataSource pool = h2(folder)) {
                    Stores.over(pool);
                }
                folder.toFile().deleteOnExit();
                folder.resolve(H2_FILE).toFile().deleteOnExit();
                return folder;
            } catch (IOException e) {
                throw new UncheckedIOException("no template", e);
            }
        }
    }
}
