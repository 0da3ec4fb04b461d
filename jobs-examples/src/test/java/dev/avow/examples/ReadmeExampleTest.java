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
import dev.avow.operators.process.ProcessOperator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeExampleTest {

    @Test
    void readme_shows_the_compiled_example() throws Exception {
        String readme = Files.readString(Path.of("../README.md"));
        String snippet = readme.split("<!-- snippet: ReadmeExample -->\n```java\n", -1)[1]
                .split("```\n", -1)[0];
        String source = Files.readString(Path.of("src/main/java/dev/avow/examples/ReadmeExample.java"));

        assertThat(source).contains(snippet.indent(4).replaceAll("(?m)^ +$", ""));
    }

    @Test
    void the_example_runs_by_night(@TempDir Path directory) throws Exception {
        Path report = Files.writeString(directory.resolve("report.txt"), "The door does not open.\nThe lamp is off.\n");
        OperatorSource operators =
                OperatorSource.of(List.of(EmbeddingOperator.with(MiniLm.model()), new ProcessOperator()));
        SettableClock clock = SettableClock.at("2026-01-05T00:00:00Z");

        try (ManualEngine manual = ManualEngine.on(Stores.embedded(directory.resolve("store")), clock, operators)
                .start()) {
            manual.avow().register(ReadmeExample.nightlyReport(report));
            manual.fireDueAt("2026-01-05T02:00:00Z");

            List<RunView> runs =
                    manual.avow().history().runs("nightly-report", 20).items();
            assertThat(runs).extracting(RunView::task).containsExactlyInAnyOrder("embed", "measure");
            assertThat(runs).extracting(RunView::state).containsOnly(RunState.SUCCEEDED);
        }
    }
}
