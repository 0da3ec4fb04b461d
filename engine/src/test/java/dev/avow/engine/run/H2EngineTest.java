package dev.avow.engine.run;

import dev.avow.db.Store;
import dev.avow.db.Stores;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2EngineTest extends EngineContract {

    @TempDir
    Path directory;

    @Override
    Store newStore() {
        return Stores.embedded(directory);
    }
}
