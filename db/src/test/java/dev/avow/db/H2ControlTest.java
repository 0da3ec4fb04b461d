package dev.avow.db;

import dev.avow.db.open.Stores;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract, on the embedded store. */
class H2ControlTest extends ControlContract {

    @TempDir
    private static Path directory;

    private static Store store;

    @BeforeAll
    static void open() {
        store = Stores.embedded(directory);
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Override
    Store store() {
        return store;
    }
}
