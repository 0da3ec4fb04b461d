package dev.avow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.History;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.run.Avow;
import dev.avow.engine.run.ManualRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class NightlyReportTest {

    @Test
    void runs_by_hand_as_it_does_by_night(@TempDir Path dir) throws Exception {
        Path script =
                Files.writeString(dir.resolve("extract.sh"), "while read id text; do echo $text; done < \"$1\"\n");
        Path tickets =
                Files.writeString(dir.resolve("tickets.txt"), "17 The door does not open.\n18 The lamp is off.\n");

        try (Avow avow = NightlyReport.engine(dir.resolve("store"))) {
            avow.register(NightlyReport.nightlyReport(script, tickets));
            avow.start();
            Map<String, Identity> declared = avow.trigger(
                    "nightly-report",
                    JsonObject.empty(),
                    ManualRequest.by("a person").key("first"));

            List<RunView> runs = whenDone(avow.history(), "manual:first", 2);
            assertThat(runs).extracting(RunView::task).containsExactly("embed", "extract");
            assertThat(runs).extracting(RunView::state).containsOnly(RunState.SUCCEEDED);
            assertThat(runs).extracting(RunView::attempts).containsOnly(1);
            assertThat(declared)
                    .containsExactly(Map.entry("extract", runs.get(1).identity()));
        }
    }

    /** Looks until all tasks have ended; the test's time limit ends it otherwise. */
    private static List<RunView> whenDone(History history, String occasion, int tasks) {
        while (true) {
            List<RunView> runs = history.occasion("nightly-report", occasion);
            if (runs.size() == tasks
                    && runs.stream().allMatch(run -> run.state().isFinal())) {
                return runs;
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            assertThat(Thread.interrupted())
                    .as("interrupted while the runs are %s", runs)
                    .isFalse();
        }
    }
}
