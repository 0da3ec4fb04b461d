package dev.avow.engine.run;

import dev.avow.db.Store;
import dev.avow.db.Stores;
import dev.avow.db.testing.Postgres;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class PostgresEngineTest extends EngineContract {

    @TempDir
    Path directory;

    @Override
    Store newStore() {
        return Stores.over(Postgres.newDatabase(), directory);
    }
}
