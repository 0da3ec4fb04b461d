package dev.avow.console.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.history.RunView;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    @TempDir
    static Path directory;

    private static ReportSample sample;
    private static String html;
    private static Document page;
    private static List<RunView> runs;

    @BeforeAll
    static void fill() throws Exception {
        sample = ReportSample.fill(directory);
        html = sample.html();
        page = Pages.parse(html);
        runs = sample.history().runs(ReportSample.JOB, 1000).items();
    }

    @AfterAll
    static void close() {
        sample.close();
    }

    @Test
    void holds_all_that_it_needs() {
        Pages.assertInert(page);
    }

    @Test
    void gives_the_same_bytes_for_the_same_store_and_instant() {
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));

            assertThat(sample.html().getBytes(StandardCharsets.UTF_8)).isEqualTo(html.getBytes(StandardCharsets.UTF_8));
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void says_of_what_it_speaks_and_as_of_when() {
        assertThat(page.selectFirst("h1").text()).isEqualTo(ReportSample.JOB);
        assertThat(page.select("dl.facts").text())
                .contains("As of " + sample.now(), "Runs 38 of 3 tasks", "Window asked for all, newest 1,000");
        assertThat(page.select(".note")).isEmpty();
    }

    @Test
    void counts_runs_by_state() {
        Map<String, String> tiles = new TreeMap<>();
        page.select(".tiles li").forEach(tile -> tiles.put(tile.attr("data-state"), tile.attr("data-count")));

        assertThat(tiles)
                .isEqualTo(Map.of("succeeded", "34", "failed", "1", "denied", "2", "upcoming", "1", "undeclared", "1"));
        assertThat(runs).hasSize(38);
    }

    @Test
    void draws_a_mark_for_each_run_at_its_slot_and_in_its_lane() {
        Instant first = runs.get(runs.size() - 1).at();
        Instant last = runs.get(0).at();
        List<String> lanes = page.select("#timeline .lane > .task").eachText();

        assertThat(lanes).containsExactly("collect", "summarise", "publish");
        for (RunView run : runs) {
            double part = (double) Duration.between(first, run.at()).toMillis()
                    / Duration.between(first, last).toMillis();
            Element lane = page.select("#timeline .lane").get(lanes.indexOf(run.task()));
            Element mark =
                    lane.selectFirst("a[href=#run-" + run.identity().digest().hex() + "] use");
            assertThat(Double.parseDouble(mark.attr("x").replace("%", "")))
                    .as(run.occasion())
                    .isBetween(1.49 + 97 * part, 1.51 + 97 * part);
            assertThat(mark.attr("href"))
                    .isEqualTo("#" + Mark.of(run, sample.now()).shape());
        }
        assertThat(page.select("#timeline .lane a").eachAttr("data-runs"))
                .hasSize(39)
                .containsOnly("1");
        assertThat(page.select("#timeline .lane use[href=#m-undeclared]")).hasSize(1);
    }

    @Test
    void marks_where_the_spec_changed_and_says_how() {
        TimeAxis axis = new TimeAxis(runs.get(runs.size() - 1).at(), runs.get(0).at());

        assertThat(page.select("#timeline a.change line").eachAttr("x1"))
                .containsExactly(
                        axis.x(Instant.parse("2026-01-09T03:00:00Z")), axis.x(Instant.parse("2026-01-16T03:00:00Z")));
        assertThat(page.select("#changes tbody th").eachText())
                .containsExactly("/prompt/0/content", "/parameters/temperature");
        assertThat(page.select("#changes del").first().text())
                .isEqualTo("You summarise tickets. Be short and plain. Use no names of people. Answer in English.");
        assertThat(page.select("#changes ins").first().text()).contains("Use </del> lists & \\u202Edots.");
        assertThat(page.select("#changes ins").last().text()).isEqualTo("0");
    }

    @Test
    void sums_up_durations_and_lateness_by_task() {
        assertThat(page.select("#durations tbody tr").eachText())
                .containsExactly(
                        "collect 12 300 ms 640 ms 980 ms 980 ms",
                        "summarise 12 8 s 1 min 10 s 2 min 43 s 2 min 43 s",
                        "publish 11 53 ms 79 ms 118 ms 118 ms");
        assertThat(page.select("#durations .lead").text()).contains("logarithmic");
        assertThat(page.select("#durations .panel a")).hasSize(35);
        assertThat(page.select("#lateness tbody tr").first().text()).isEqualTo("collect 12 0 ms 0 ms 0 ms 0 ms");
    }

    @Test
    void says_why_runs_were_denied() {
        assertThat(page.select("#denials .bar")).hasSize(1);
        assertThat(page.select("#denials tbody tr").text())
                .startsWith("INPUT_CHANGED 2 2 2026-01-16T03:00:00Z Run denied, INPUT_CHANGED: job 'ticket-digest'");
    }

    @Test
    void says_what_was_never_executed_and_why() {
        List<String> rows = page.select("#never tbody tr").eachText();

        assertThat(rows).hasSize(4);
        assertThat(rows.get(0))
                .startsWith("slot:default:2026-01-14T03:00:00Z collect denied Run denied, INPUT_CHANGED");
        assertThat(rows.get(2))
                .startsWith("slot:default:2026-01-11T03:00:00Z publish never declared (UPSTREAM_FAILED) Noted at");
        assertThat(rows.get(3))
                .isEqualTo("slots of schedule default all 1 slot skipped 2026-01-15T03:00:00Z to 2026-01-15T03:00:00Z,"
                        + " by catch-up policy LAST");
        assertThat(page.select("#timeline rect.band title").text()).isEqualTo("1 slot of schedule default skipped");
    }

    @Test
    void lists_each_run_with_its_whole_identity() {
        assertThat(page.select("#runs tr.run code.all").eachText())
                .containsExactlyElementsOf(
                        runs.stream().map(run -> run.identity().toString()).toList());
        Element retried = page.select("#runs tr.run").stream()
                .filter(row -> row.text().contains("\\u202Eevil"))
                .findFirst()
                .orElseThrow();
        assertThat(retried.select("td").eachText().subList(1, 6))
                .containsExactly("succeeded", "2", "980 ms", "2 min 12 s", "1,040 in, 200 out");
        assertThat(retried.select(".tries li").eachText())
                .containsExactly(
                        "FAILED after 2 min 12 s: </td><script>alert(1)</script>\\u001B[2J\\u202Eevil & \"quoted\" 'text'"
                                + " <b>second line</b>.",
                        "SUCCEEDED after 2 min 12 s");
        assertThat(page.select("#runs .aside").eachText())
                .contains("model local/tiny-llm", "by " + ReportSample.SUBMITTER);
    }
}
