package dev.avow.db.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.ds.PGSimpleDataSource;

/** A real PostgreSQL for tests: one server for the whole JVM, as durable as in production. */
public final class Postgres {

    private static final int CONNECTIONS = 10;
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private Postgres() {}

    /** Returns a pool of at most 10 connections to a new, empty database; close it after the test. */
    public static HikariDataSource newDatabase() {
        String name = "test" + DATABASES.incrementAndGet();
        try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("no database " + name, e);
        }
        return pool(plain(name));
    }

    /**
     * Returns a pool of at most 10 connections to a new, empty schema of a database that tests share: much sooner there
     * than a database of its own.
     */
    public static HikariDataSource newSchema() {
        String name = "test" + DATABASES.incrementAndGet();
        PGSimpleDataSource plain = plain("postgres");
        try (Connection connection = plain.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create schema " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("no schema " + name, e);
        }
        plain.setCurrentSchema(name);
        return pool(plain);
    }

    /** Returns a pool to a database with its own settings, such as a property of the driver. */
    public static HikariDataSource pool(PGSimpleDataSource plain) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(plain.getDatabaseName());
        config.setDataSource(plain);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }

    /** Returns a source of connections to a database, without a pool. */
    public static PGSimpleDataSource plain(String name) {
        return (PGSimpleDataSource) Server.POSTGRES.getDatabase("postgres", name);
    }

    /** Started when first used. */
    private static final class Server {

        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("full_page_writes", "on")
                        .setServerConfig("max_connections", "200")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException("PostgreSQL does not start", e);
            }
        }
    }
}
