package dev.avow.console.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a page leaves out, it says. */
class ReportWindowTest {

    private static final Optional<Instant> OPEN = Optional.empty();

    @TempDir
    static Path directory;

    private static ReportSample sample;

    @BeforeAll
    static void fill() throws Exception {
        sample = ReportSample.fill(directory);
    }

    @AfterAll
    static void close() {
        sample.close();
    }

    private static Document page(Optional<Instant> from, Optional<Instant> to, int limit) throws Exception {
        return Pages.parse(sample.html(new ReportWindow(from, to, limit)));
    }

    private static Optional<Instant> day(String day) {
        return Optional.of(Instant.parse(day + "T03:00:00Z"));
    }

    @Test
    void counts_what_is_above_the_limit() throws Exception {
        Document page = page(OPEN, OPEN, 5);

        assertThat(page.select("tr.run")).hasSize(5);
        assertThat(page.select("#timeline .lane a")).hasSize(5);
        assertThat(page.select(".note").eachText())
                .containsExactly(
                        "Left out: 33 older runs of the window, above the limit of 5. Plots and tables hold only"
                                + " what is shown. A higher --limit, or --until 2026-01-18T03:00:00.001Z, shows them.");
        assertThat(page.select("#changes figure, #never tbody tr, rect.band")).isEmpty();
    }

    @Test
    void shows_a_window_with_its_first_instant_and_without_its_last() throws Exception {
        Document page = page(day("2026-01-10"), day("2026-01-12"), 100);

        assertThat(page.select("tr.run .at").eachText())
                .containsExactlyInAnyOrder(
                        "slot:default:2026-01-10T03:00:00Z",
                        "slot:default:2026-01-10T03:00:00Z",
                        "slot:default:2026-01-10T03:00:00Z",
                        "slot:default:2026-01-11T03:00:00Z",
                        "slot:default:2026-01-11T03:00:00Z");
        assertThat(page.select("#never tbody tr")).hasSize(1);
        assertThat(page.select(".note").eachText())
                .containsExactly("Outside the window, and so not shown: newer runs and older runs.");
        assertThat(page.select("dl.facts").text())
                .contains("Window asked for from 2026-01-10T03:00:00Z up to before 2026-01-12T03:00:00Z, newest 100");
    }

    @Test
    void says_that_there_is_nothing_to_show() throws Exception {
        Document page = page(day("2027-01-10"), OPEN, 100);

        assertThat(page.select(".note").eachText())
                .containsExactly("Outside the window, and so not shown: older runs.", "There are no runs to show.");
        assertThat(page.select("svg.plot, table")).isEmpty();
        Pages.assertInert(page);
    }

    @Test
    void shows_a_single_run() throws Exception {
        Document page = page(OPEN, OPEN, 1);

        assertThat(page.select("#timeline .lane use").eachAttr("href")).containsExactly("#m-upcoming");
        assertThat(page.select("#timeline line.now")).hasSize(1);
        assertThat(page.select("section").eachAttr("id"))
                .isEqualTo(List.of("timeline", "changes", "durations", "lateness", "denials", "never", "runs"));
    }

    @Test
    void refuses_empty_windows_and_limits_outside_their_bounds() {
        assertThatThrownBy(() -> new ReportWindow(day("2026-01-10"), day("2026-01-10"), 1))
                .hasMessage("Window from 2026-01-10T03:00:00Z to 2026-01-10T03:00:00Z is empty."
                        + " Let it begin before it ends.");
        assertThatThrownBy(() -> new ReportWindow(OPEN, OPEN, 0)).hasMessage("Limit 0 is not valid. Use 1 to 10000.");
        assertThatThrownBy(() -> new ReportWindow(OPEN, OPEN, 10_001))
                .hasMessage("Limit 10001 is not valid. Use 1 to 10000.");
    }
}
