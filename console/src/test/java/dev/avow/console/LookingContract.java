package dev.avow.console;

import dev.avow.console.Place.Filled;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The {@link Sample} at each place, filled once for all tests of a class, which only read. */
@ParameterizedClass
@EnumSource(Place.class)
abstract class LookingContract {

    static Filled store;

    @TempDir
    static Path directory;

    @Parameter
    Place place;

    @BeforeParameterizedClassInvocation
    static void fill(Place place) throws IOException {
        store = place.fill(directory);
    }

    @AfterParameterizedClassInvocation
    static void close() {
        store.close();
    }

    /** Runs a command on the store. */
    static Ran avow(String... args) {
        return store.avow(args);
    }
}
