package dev.avow.console;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.open.Stores;
import dev.avow.db.testing.Postgres;
import dev.avow.engine.run.ManualEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** Where the {@link Sample} is, and how a command is told so. */
enum Place {
    /** An embedded store that the engine still has open. */
    EMBEDDED_OPEN {
        @Override
        Filled fill(Path directory) throws IOException {
            Path store = directory.resolve("open store");
            ManualEngine engine = Sample.fill(Stores.embedded(store), directory);
            return new Filled(store.toString(), Map.of(), engine::close);
        }
    },
    EMBEDDED_CLOSED {
        @Override
        Filled fill(Path directory) throws IOException {
            Path store = directory.resolve("closed");
            Sample.fill(Stores.embedded(store), directory).close();
            return new Filled(store.toString(), Map.of(), () -> {});
        }
    },
    POSTGRESQL {
        @Override
        Filled fill(Path directory) throws IOException {
            HikariDataSource pool = Postgres.newDatabase();
            ManualEngine engine = Sample.fill(Stores.over(pool, directory.resolve("contents")), directory);
            int port = Postgres.plain(pool.getPoolName()).getPortNumbers()[0];
            return new Filled(
                    "jdbc:postgresql://localhost:" + port + "/" + pool.getPoolName(),
                    Map.of("AVOW_DB_USER", "postgres", "AVOW_DB_PASSWORD", "postgres"),
                    () -> {
                        engine.close();
                        pool.close();
                    });
        }
    };

    /** Fills a new store; close what is returned. */
    abstract Filled fill(Path directory) throws IOException;

    /**
     * A filled store.
     *
     * @param db what {@code --db} is to be
     */
    record Filled(String db, Map<String, String> environment, Runnable closer) implements AutoCloseable {

        /** Runs a command on it. */
        Ran avow(String... args) {
            return Ran.avow(
                    environment,
                    Stream.concat(Stream.of(args), Stream.of("--db", db)).toArray(String[]::new));
        }

        @Override
        public void close() {
            closer.run();
        }
    }
}
