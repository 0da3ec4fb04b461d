package dev.avow.db;

import com.zaxxer.hikari.HikariDataSource;
import dev.avow.db.open.Stores;
import dev.avow.db.testing.Postgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Gives all classes that ask the same store of each database; opens them for the first, closes them after the last. */
final class SharedStores implements ArgumentsProvider {

    /** A store, and the directory of its large contents. */
    record Shared(Store store, Path contents) {}

    @Override
    public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(SharedStores.class))
                .computeIfAbsent(Open.class)
                .stores()
                .map(shared -> Arguments.argumentSet(shared.store().database().name(), shared));
    }

    /** JUnit makes one, and closes it after all tests. */
    private static final class Open implements AutoCloseable {

        private final Path directory = Files.createTempDirectory("avow-stores");
        private final HikariDataSource pool = Postgres.newSchema();
        private final Shared h2 =
                new Shared(Stores.embedded(directory.resolve("h2")), directory.resolve("h2/contents"));
        private final Shared postgresql =
                new Shared(Stores.over(pool, directory.resolve("contents")), directory.resolve("contents"));

        Open() throws IOException {}

        Stream<Shared> stores() {
            return Stream.of(h2, postgresql);
        }

        @Override
        public void close() throws IOException {
            h2.store().close();
            postgresql.store().close();
            pool.close();
            try (Stream<Path> all = Files.walk(directory)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
