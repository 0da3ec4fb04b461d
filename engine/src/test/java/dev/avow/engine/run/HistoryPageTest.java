package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.gate.RunState.FAILED;
import static dev.avow.engine.gate.RunState.TIMED_OUT;
import static dev.avow.engine.schedule.Cron.cron;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.db.Store;
import dev.avow.db.open.Stores;
import dev.avow.engine.dsl.InputSource;
import dev.avow.engine.history.History;
import dev.avow.engine.history.HistoryQuery;
import dev.avow.engine.history.JobStatistics;
import dev.avow.engine.history.Lineage;
import dev.avow.engine.history.NeverExecuted;
import dev.avow.engine.history.OutputCandidate;
import dev.avow.engine.history.Page;
import dev.avow.engine.history.RunDetail;
import dev.avow.engine.history.RunView;
import dev.avow.engine.history.UpcomingSlot;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.operator.OperatorResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java of docs/history.md, compiled and run. */
class HistoryPageTest extends EngineContract {

    static List<RunView> lastNightsFailures(History history) {
        HistoryQuery query = HistoryQuery.runs()
                .job("nightly-report")
                .state(FAILED, TIMED_OUT)
                .from(Instant.parse("2026-01-05T00:00:00Z"))
                .to(Instant.parse("2026-01-06T00:00:00Z"));
        List<RunView> failures = new ArrayList<>();
        Page<RunView> page = history.runs(query, 100);
        failures.addAll(page.items());
        while (page.next().isPresent()) {
            page = history.runs(query, 100, page.next().get());
            failures.addAll(page.items());
        }
        return failures;
    }

    static List<RunView> newestOf(Path directory) {
        try (Store store = Stores.read(directory)) {
            return new History(store).runs("nightly-report", 20).items();
        }
    }

    static HistoryQuery fromTheCommandLine() {
        return HistoryQuery.parse(Map.of("job", "nightly-report", "state", "FAILED,TIMED_OUT"));
    }

    static List<RunView> sawTheBadFile(History history, Path file) throws IOException {
        Digest digest = Digest.of(Files.readAllBytes(file));
        return history.runs(History.usedInput(digest), 100).items();
    }

    static List<RunView> mayHaveWhatBecameOfIt(History history, Digest digest) {
        return history.runs(History.usedInput(digest).downstream(), 100).items();
    }

    static List<OutputCandidate> mayHaveMade(History history, byte[] content) {
        return history.producedOutputCandidates(Digest.of(content), 100).items();
    }

    static List<NeverExecuted> whyNot(History history) {
        return history.neverExecuted(Optional.of("nightly-report"), 100).items();
    }

    static Lineage allThatFollowsFrom(History history, Identity identity) {
        return history.downstream(identity, 10);
    }

    static List<UpcomingSlot> next(History history) {
        return history.upcoming("nightly-report", InstantSource.system(), 5);
    }

    static JobStatistics january(History history) {
        return history.statistics(
                "nightly-report", Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-02-01T00:00:00Z"));
    }

    static RunDetail all(History history, Identity identity) {
        return history.run(identity).orElseThrow();
    }

    @Test
    void answers_the_questions_of_the_page() throws IOException {
        Path tickets = file("tickets.txt", "bad");
        byte[] summary = "short".getBytes(StandardCharsets.UTF_8);
        summarise.does(run -> OperatorResult.success().output("text", "text/plain", summary));
        measure.does(run -> {
            throw new IllegalStateException("no paper");
        });
        avow().register(job("nightly-report")
                .schedule(cron("0 0 3 * * ?"))
                .task("summarise", operator("summarise"))
                .input("tickets", InputSource.file(tickets))
                .task("print", operator("measure"))
                .after("summarise")
                .task("send", operator("measure"))
                .after("print")
                .build());
        manual.fireDueAt("2026-01-05T03:00:00Z");
        History history = avow().history();
        RunView read = run("nightly-report", "summarise");

        assertThat(lastNightsFailures(history)).containsExactly(run("nightly-report", "print"));
        assertThat(history.runs(fromTheCommandLine(), 5).items()).isEqualTo(lastNightsFailures(history));
        assertThat(sawTheBadFile(history, tickets)).containsExactly(read);
        assertThat(mayHaveWhatBecameOfIt(history, Digest.of(Files.readAllBytes(tickets))))
                .containsExactlyInAnyOrder(read, run("nightly-report", "print"));
        assertThat(mayHaveMade(history, summary)).hasSize(1);
        assertThat(whyNot(history)).extracting(NeverExecuted::reason).containsExactly("UPSTREAM_FAILED");
        assertThat(allThatFollowsFrom(history, read.identity()).steps()).hasSize(1);
        assertThat(next(history)).hasSize(5);
        assertThat(january(history).attempts()).isEqualTo(2);
        assertThat(all(history, read.identity()).attempts()).hasSize(1);
    }

    @Test
    void answers_without_an_engine(@TempDir Path directory) {
        Path store = directory.resolve("store");
        assertThatThrownBy(() -> newestOf(store)).hasMessageContaining("No Avow store in directory");

        Stores.embedded(store).close();

        assertThat(newestOf(store)).isEmpty();
    }

    @Test
    void page_shows_only_what_is_compiled_here() throws IOException {
        String page = Files.readString(Path.of("../docs/history.md"));
        String source = Files.readString(Path.of("src/test/java/dev/avow/engine/run/HistoryPageTest.java"));

        List<String> snippets = List.of(page.split("<!-- snippet -->\n```java\n", -1));

        assertThat(snippets).hasSizeGreaterThan(6);
        assertThat(snippets.subList(1, snippets.size()))
                .allSatisfy(rest -> assertThat(source)
                        .contains(rest.split("```\n", -1)[0].indent(4).replaceAll("(?m)^ +$", "")));
    }
}
