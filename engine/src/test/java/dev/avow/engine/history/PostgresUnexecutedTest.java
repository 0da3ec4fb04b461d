package dev.avow.engine.history;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.Store;
import dev.avow.db.open.Stores;
import dev.avow.db.testing.Postgres;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class PostgresUnexecutedTest extends UnexecutedContract {

    @TempDir
    Path directory;

    private HikariDataSource database;

    @Override
    Store newStore() {
        database = Postgres.newDatabase();
        return Stores.over(database, directory);
    }

    @Override
    @AfterEach
    void close() {
        super.close();
        database.close();
    }
}
