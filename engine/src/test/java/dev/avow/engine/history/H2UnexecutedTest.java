package dev.avow.engine.history;

import dev.avow.db.Store;
import dev.avow.db.open.Stores;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2UnexecutedTest extends UnexecutedContract {

    @TempDir
    Path directory;

    @Override
    Store newStore() {
        return Stores.embedded(directory);
    }
}
