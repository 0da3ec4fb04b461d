package dev.avow.db;

import static dev.avow.db.testing.Rows.anOccasion;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.open.Stores;
import dev.avow.db.testing.Child;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was committed to an embedded store is there after its process has died, at once and again. */
class DurabilityTest {

    private static final int HALTS = 4 * Math.min(25, Integer.getInteger("avow.test.scale", 1));
    private static final int KILLS = HALTS / 2;
    private static final int ROWS = 40;

    @TempDir
    private Path directory;

    @Test
    void finds_every_committed_row_after_a_halt() {
        for (int death = 0; death < HALTS; death++) {
            String job = "halt-" + death;
            List<String> committed;
            try (Child child = Child.start(Committer.class, directory.toString(), job, "" + (death * 7 % ROWS + 1))) {
                committed = child.rest();
            }

            assertThat(committed).hasSize(death * 7 % ROWS + 1);
            assertAllThere(job, committed);
        }
    }

    @Test
    void finds_every_committed_row_after_a_kill() {
        for (int death = 0; death < KILLS; death++) {
            String job = "kill-" + death;
            List<String> committed;
            try (Child child = Child.start(Committer.class, directory.toString(), job, "1000000")) {
                committed = child.lines(death * 11 % ROWS + 1);
                child.kill();
                committed.addAll(child.rest());
            }

            assertAllThere(job, committed);
        }
    }

    private void assertAllThere(String job, List<String> committed) {
        assertThat(committed).isNotEmpty();
        try (Store reader = Stores.read(directory)) {
            assertThat(missing(reader, job, committed)).as("read from the file").isEmpty();
        }
        try (Store store = Stores.embedded(directory)) {
            assertThat(missing(store, job, committed)).as("opened again").isEmpty();
        }
    }

    private static List<String> missing(Store store, String job, List<String> committed) {
        return store.read(session -> committed.stream()
                .filter(at -> session.requests()
                        .find(anOccasion(job, Integer.parseInt(at)))
                        .isEmpty())
                .toList());
    }
}
