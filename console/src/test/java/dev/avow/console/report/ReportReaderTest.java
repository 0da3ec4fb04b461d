package dev.avow.console.report;

import static dev.avow.db.testing.Rows.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.console.report.ReportData.LeftOut;
import dev.avow.db.Events.EventRow;
import dev.avow.db.Store;
import dev.avow.db.testing.Migrated;
import dev.avow.db.testing.Rows;
import dev.avow.engine.history.History;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read for a window, where runs are outside of it. */
class ReportReaderTest {

    @TempDir
    private Path directory;

    private Store store;

    @BeforeEach
    void open() {
        store = Migrated.embedded(directory);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void refused(int at) {
        String body = "{\"code\":\"INPUT_MISSING\",\"message\":\"No file.\",\"occasion\":\"slot/" + at
                + "\",\"task\":\"task\"}";
        store.writeOnly(session -> session.events()
                .append(new EventRow(
                        "REFUSED",
                        "job",
                        Optional.empty(),
                        OptionalInt.empty(),
                        NOON,
                        Rows.bytes(body),
                        Rows.digest(body))));
    }

    private ReportData read(Instant from, Instant to) {
        ReportWindow window = new ReportWindow(Optional.of(from), Optional.of(to), 10);
        return new ReportReader(new History(store), "job", window, NOON).read();
    }

    @Test
    void what_was_declared_for_a_moment_outside_the_window_is_not_missing() {
        store.writeOnly(session -> Rows.declare(session, "job", 50));
        refused(50);
        refused(51);

        ReportData data = read(NOON, NOON.plusSeconds(1));

        assertThat(data.missing()).extracting(Missing::occasion).containsExactly("slot/51");
        assertThat(data.runs()).isEmpty();
    }

    @Test
    void says_on_which_sides_of_the_window_runs_are() {
        store.writeOnly(session -> Rows.declare(session, "job", 50));
        store.writeOnly(session -> Rows.declare(session, "other-job", 10));
        store.writeOnly(session -> Rows.declare(session, "other-job", 60));
        Instant slot = NOON.plusSeconds(50);

        assertThat(read(NOON.plusSeconds(20), slot).leftOut()).isEqualTo(new LeftOut(true, 0, false, false));
        assertThat(read(slot.plusMillis(1), slot.plusMillis(2)).leftOut())
                .isEqualTo(new LeftOut(false, 0, false, true));
    }
}
