package dev.avow.testing;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.dsl.InputSource.file;
import static dev.avow.engine.dsl.RetryPolicy.retries;
import static dev.avow.engine.schedule.Cron.cron;
import static dev.avow.testing.assertions.AvowAssertions.assertThat;

import dev.avow.engine.dsl.Job;
import dev.avow.engine.gate.Reason;
import dev.avow.engine.run.Preview;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The Java of docs/testing.md, compiled and run. */
class TestingPageTest {

    @TempDir
    Path directory;

    private final FakeOperator summarise = FakeOperator.named("summarise").gives("summary", "Three open tickets.");

    @RegisterExtension
    final ManualAvowExtension kit = ManualAvowExtension.with(setUp -> setUp.operators(summarise));

    static Job nightly(Path tickets) {
        return job("nightly")
                .schedule(cron("0 0 3 * * ?"))
                .task("summarise", operator("summarise").decimal("temperature", "0.2"))
                .input("tickets", file(tickets))
                .retry(retries(1))
                .build();
    }

    private Path tickets() throws IOException {
        return Files.writeString(directory.resolve("tickets.txt"), "The door does not open.");
    }

    @Test
    void summarises_by_night(ManualAvow avow) throws IOException {
        avow.register(nightly(tickets()));

        avow.fireDueAt("2026-01-05T03:00:00Z");

        assertThat(avow.run("nightly", "summarise")).hasSucceeded().hasOutput("summary", "Three open tickets.");
    }

    @Test
    void tries_again_after_a_failure(ManualAvow avow) throws IOException {
        summarise.thenFails("Model gave no answer.");
        avow.register(nightly(tickets()));

        avow.fireNext();
        assertThat(avow.run("nightly", "summarise")).isRetrying();

        avow.fireNext();
        assertThat(avow.run("nightly", "summarise")).hasSucceeded().hasAttempts(2);
    }

    @Test
    void is_denied_where_the_input_changed(ManualAvow avow) throws IOException {
        avow.register(nightly(tickets())).declareDueAt("2026-01-05T03:00:00Z");

        Files.writeString(directory.resolve("tickets.txt"), "The lamp is off.");
        avow.fireDue();

        assertThat(avow.run("nightly", "summarise")).isDenied(Reason.INPUT_CHANGED);
    }

    @Test
    void declares_what_was_reviewed(ManualAvow avow) throws IOException {
        avow.register(nightly(tickets()));

        Preview preview = avow.wouldDeclare("nightly", "summarise", "2026-01-05T03:00:00Z");

        assertThat(preview).hasParameter("temperature", "0.2").matchesGolden(Path.of("src/test/golden/nightly.json"));
    }

    @Test
    void page_shows_only_what_is_compiled_here() throws IOException {
        String page = Files.readString(Path.of("../docs/testing.md"));
        String source = Files.readString(Path.of("src/test/java/dev/avow/testing/TestingPageTest.java"));

        List<String> snippets = List.of(page.split("<!-- snippet -->\n```java\n", -1));

        assertThat(snippets).hasSizeGreaterThan(4);
        assertThat(snippets.subList(1, snippets.size()))
                .allSatisfy(rest -> assertThat(source)
                        .contains(rest.split("```\n", -1)[0].indent(4).replaceAll("(?m)^ +$", "")));
    }
}
