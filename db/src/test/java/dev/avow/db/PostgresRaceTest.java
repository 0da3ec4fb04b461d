package dev.avow.db;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.open.Stores;
import dev.avow.db.testing.Postgres;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** On PostgreSQL. */
class PostgresRaceTest extends RaceContract {

    @TempDir
    private static Path directory;

    private static HikariDataSource pool;
    private static Store store;

    @BeforeAll
    static void open() {
        pool = Postgres.newDatabase();
        store = Stores.over(pool, directory.resolve("contents"));
    }

    @AfterAll
    static void close() {
        store.close();
        pool.close();
    }

    @Override
    Store store() {
        return store;
    }
}
