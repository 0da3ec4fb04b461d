package dev.avow.operators.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.testing.Child;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.EventView;
import dev.avow.engine.history.RunDetail;
import dev.avow.testing.ManualAvow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine whose process is killed after it submitted a batch; another one takes its store. Starts a JVM. */
class KilledBatchTest {

    private static final String LATER = "2026-01-05T03:00:10Z";

    @TempDir
    private Path directory;

    @Test
    void the_same_attempt_finds_its_batch_and_submits_no_other() throws Exception {
        Files.writeString(directory.resolve("questions"), "one\ntwo\n");
        try (BatchServer server = new BatchServer()) {
            try (Child child = Child.start(SubmittingNode.class, server.baseUrl(), directory.toString())) {
                child.rest();
            }
            assertThat(server.batches()).hasSize(1);

            try (ManualAvow next = SubmittingNode.engine(server.baseUrl(), directory, new BatchChatOperator(), LATER)) {
                next.fireDue();
                server.work();
                next.fireDueAfter(Duration.ofMinutes(1));

                RunDetail run = next.run("answers", "answer");
                assertThat(run.run().state()).isEqualTo(RunState.SUCCEEDED);
                assertThat(run.attempts()).hasSize(1);
                assertThat(kinds(run))
                        .containsExactly(
                                "DECLARED",
                                "CLAIMED",
                                "DEFERRED",
                                "CLAIMED",
                                "REATTACHED",
                                "CLAIMED",
                                "DEFERRED",
                                "CLAIMED",
                                "OUTCOME");
                assertThat(next.output(run, "answers").lines()).hasSize(2);
            }
            assertThat(server.batches()).hasSize(1);
            assertThat(server.calls()).containsOnlyOnce("POST /files", "POST /batches");
        }
    }

    private static List<String> kinds(RunDetail run) {
        return run.events().stream().map(EventView::kind).toList();
    }
}
