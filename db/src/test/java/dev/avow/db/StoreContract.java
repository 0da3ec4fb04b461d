package dev.avow.db;

import dev.avow.db.Runs.RunRow;
import dev.avow.db.testing.Rows;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** What a store does on whichever database; tests share a store of each, so each has a job of its own. */
@ParameterizedClass(autoCloseArguments = false)
@ArgumentsSource(SharedStores.class)
abstract class StoreContract {

    @Parameter
    private SharedStores.Shared shared;

    String job = "";

    @BeforeEach
    void name_the_job(TestInfo test) {
        String name = getClass().getSimpleName() + "."
                + test.getTestMethod().orElseThrow().getName();
        job = name.substring(0, Math.min(name.length(), 90)).toLowerCase(Locale.ROOT);
    }

    Store store() {
        return shared.store();
    }

    /** The directory of large contents. */
    Path directory() {
        return shared.contents();
    }

    /** Stores a run of the test's job. */
    RunRow declared(int at) {
        return store().write(session -> Rows.declare(session, job, at));
    }
}
