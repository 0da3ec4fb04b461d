package dev.avow.console.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.console.report.ReportData.LeftOut;
import dev.avow.console.report.RunFact.Denial;
import dev.avow.console.report.RunFact.Tokens;
import dev.avow.console.report.RunFact.Try;
import dev.avow.engine.declaration.Context.Mapped;
import dev.avow.engine.gate.AttemptState;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.SpecDigest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

class ManyRunsTest {

    private static final Instant START = Instant.parse("2026-01-05T03:00:00Z");
    private static final int MEBIBYTE = 1 << 20;
    private static final ReportWindow ALL = new ReportWindow(Optional.empty(), Optional.empty(), 1000);

    @Test
    void stays_below_two_mebibytes_with_a_thousand_runs() throws Exception {
        List<RunFact> runs = IntStream.range(0, 1000)
                .mapToObj(i -> run(i, START.minus(Duration.ofHours(i / 3)), "task-" + i % 3, Optional.empty()))
                .toList();

        String html = page(runs);

        Document page = Pages.parse(html);
        assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(2 * MEBIBYTE);
        assertThat(page.select("tr.run")).hasSize(1000);
        assertThat(page.select("#timeline .lane a")).hasSize(1000);
        assertThat(page.select("#timeline use[href=#m-dot]")).hasSize(950);
        assertThat(page.select("#timeline .lane").first().select("use").last().attr("href"))
                .isEqualTo("#m-failed");
    }

    @Test
    void draws_elements_of_one_slot_that_stand_alike_as_one_mark() throws Exception {
        List<RunFact> runs = IntStream.range(0, 100)
                .mapToObj(i -> run(i, START, "each", Optional.of(new Mapped(i, "key-<" + i + ">"))))
                .toList();

        Document page = Pages.parse(page(runs));

        assertThat(page.select("#timeline .lane a").eachAttr("data-runs")).containsExactly("95", "5");
        assertThat(page.select("#timeline .lane a").last().selectFirst("title").text())
                .isEqualTo("each[0], 2026-01-05T03:00:00Z: failed, and 4 more that stand so");
        assertThat(page.select("#timeline .lane use").eachAttr("y")).doesNotHaveDuplicates();
        assertThat(page.select("tr.run").first().text()).contains("[0 key-<0>]", "12,345 in, out not told");
    }

    static String page(List<RunFact> runs) {
        return new PageWriter(new ReportData(
                        "many",
                        ALL,
                        START,
                        Optional.empty(),
                        runs,
                        new LeftOut(false, 0, false, false),
                        List.of(),
                        List.of(),
                        List.of(),
                        Set.of()))
                .write();
    }

    /** Returns one that succeeded; of twenty, one that failed after a denial, and was long in words. */
    static RunFact run(int i, Instant at, String task, Optional<Mapped> element) {
        boolean failed = i % 20 == 0;
        RunState state = failed ? RunState.FAILED : RunState.SUCCEEDED;
        Digest digest = Digest.of(("run " + i).getBytes(StandardCharsets.UTF_8));
        Duration took = Duration.ofMillis(100 + 37L * i);
        String message = failed ? "It failed. ".repeat(30) : "";
        RunView view = new RunView(
                new Identity(digest),
                "many",
                task,
                "slot:default:" + at,
                1,
                element,
                at,
                state,
                Optional.empty(),
                Optional.empty(),
                message,
                1,
                Optional.of(took),
                SpecDigest.parse(digest.text()),
                at);
        return new RunFact(
                view,
                Mark.of(view, START),
                Optional.of(Duration.ofMillis(5)),
                List.of(new Try(1, AttemptState.valueOf(state.name()), Optional.of(took), message)),
                failed ? List.of(new Denial("INPUT_MISSING", at, message)) : List.of(),
                new Tokens(OptionalLong.of(12_345), OptionalLong.empty()),
                "schedule",
                "local/tiny-llm",
                Set.of());
    }
}
