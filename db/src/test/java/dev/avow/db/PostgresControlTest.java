package dev.avow.db;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.open.Stores;
import dev.avow.db.testing.Postgres;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract, on PostgreSQL. */
class PostgresControlTest extends ControlContract {

    @TempDir
    private static Path contents;

    private static HikariDataSource pool;
    private static Store store;

    @BeforeAll
    static void open() {
        pool = Postgres.newDatabase();
        store = Stores.over(pool, contents);
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
