package dev.avow.engine.run;

import dev.avow.db.Store;
import dev.avow.db.open.Stores;
import dev.avow.db.testing.Migrated;
import java.nio.file.Path;

/** The databases that the engine is tested on. */
enum TestStore {
    H2 {
        @Override
        Store open(Path directory) {
            return Migrated.embedded(directory.resolve("store"));
        }
    },
    POSTGRESQL {
        @Override
        Store open(Path directory) {
            return Stores.over(Migrated.newSchema(), directory.resolve("contents"));
        }
    };

    /** Returns a new, empty store. */
    abstract Store open(Path directory);
}
