package dev.avow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.open.Stores;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.RunView;
import dev.avow.engine.operator.OperatorSource;
import dev.avow.engine.run.ManualEngine;
import dev.avow.engine.run.SettableClock;
import dev.avow.operators.embedding.EmbeddingOperator;
import dev.avow.operators.embedding.MiniLm;
import dev.avow.operators.sensor.FileSensorOperator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexRefreshTest {

    @Test
    void the_index_waits_for_the_file_and_declares_what_was_observed(@TempDir Path directory) throws Exception {
        Path texts = directory.resolve("texts.txt");
        OperatorSource operators =
                OperatorSource.of(List.of(EmbeddingOperator.with(MiniLm.model()), new FileSensorOperator()));
        SettableClock clock = SettableClock.at("2026-01-05T12:00:00Z");

        try (ManualEngine manual = ManualEngine.on(Stores.embedded(directory.resolve("store")), clock, operators)
                .start()) {
            manual.avow().register(IndexRefresh.indexRefresh(texts));

            manual.fireDueAt("2026-01-06T03:00:00Z");
            Files.writeString(texts, "The door does not open.\n");
            manual.fireDueAt("2026-01-06T03:05:00Z");
            assertThat(runs(manual)).extracting(RunView::task).containsExactly("wait");
            manual.fireDueAt("2026-01-06T03:10:00Z");

            List<RunView> runs = runs(manual);
            assertThat(runs).extracting(RunView::task).containsExactlyInAnyOrder("wait", "embed");
            assertThat(runs).extracting(RunView::state).containsOnly(RunState.SUCCEEDED);
            RunView embed = runs.stream()
                    .filter(run -> run.task().equals("embed"))
                    .findFirst()
                    .orElseThrow();
            RunView wait = runs.stream()
                    .filter(run -> run.task().equals("wait"))
                    .findFirst()
                    .orElseThrow();
            String observed = manual.avow()
                    .history()
                    .run(wait.identity())
                    .orElseThrow()
                    .attempts()
                    .get(0)
                    .outputs()
                    .get(0)
                    .digest()
                    .text();
            assertThat(manual.avow()
                            .history()
                            .run(embed.identity())
                            .orElseThrow()
                            .declaration())
                    .contains("\"outputs\":{\"observed\":\"" + observed + "\"}");
        }
    }

    private static List<RunView> runs(ManualEngine manual) {
        return manual.avow().history().runs("index-refresh", 20).items();
    }
}
