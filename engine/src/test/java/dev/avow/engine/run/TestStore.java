package dev.avow.engine.run;

import dev.avow.db.Store;
import dev.avow.db.open.Stores;
import dev.avow.db.testing.Postgres;
import java.nio.file.Path;

/** The databases that the engine is tested on. */
enum TestStore {
    H2 {
        @Override
        Store open(Path directory) {
            return Stores.embedded(directory.resolve("store"));
        }
    },
    POSTGRESQL {
        @Override
        Store open(Path directory) {
            return Stores.over(Postgres.newSchema(), directory.resolve("contents"));
        }
    };

    /** Returns a new, empty store. */
    abstract Store open(Path directory);
}
