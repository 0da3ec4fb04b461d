package dev.avow.console.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page in a real browser, where one is installed; skipped elsewhere. */
@Timeout(300)
class BrowserTest {

    @TempDir
    static Path directory;

    private static Browser browser;
    private static DevTools tools;
    private static Path file;
    private static String script;

    @BeforeAll
    static void open() throws Exception {
        browser = Browser.start(directory.resolve("profile"));
        tools = browser.tools();
        try (ReportSample sample = ReportSample.fill(directory)) {
            file = Files.writeString(directory.resolve("report.html"), sample.html());
        }
        script = new String(BrowserTest.class.getResourceAsStream("layout.js").readAllBytes(), StandardCharsets.UTF_8);
    }

    @AfterAll
    static void close() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    private static void show(int width, String media, String scheme) throws Exception {
        tools.call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 800, "deviceScaleFactor", 1, "mobile", false));
        tools.call(
                "Emulation.setEmulatedMedia",
                Map.of("media", media, "features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        tools.open(file.toUri());
        tools.evaluate(script);
    }

    @ParameterizedTest
    @CsvSource({
        "360, screen, light",
        "360, screen, dark",
        "1280, screen, light",
        "1280, screen, dark",
        "794, print, light"
    })
    void fits_its_width_and_can_be_read(int width, String media, String scheme) throws Exception {
        show(width, media, scheme);

        assertThat(tools.evaluate("innerWidth").asInt()).isEqualTo(width);
        assertThat(tools.evaluate("document.documentElement.scrollWidth").asInt())
                .isLessThanOrEqualTo(width);
        assertThat(tools.evaluate("layout.outside()")).isEmpty();
        assertThat(tools.evaluate("layout.overlappingLabels()")).isEmpty();
        assertThat(tools.evaluate("layout.brokenWords()")).isEmpty();
        assertThat(tools.evaluate("layout.faint()")).isEmpty();
        assertThat(tools.evaluate("layout.invisible()")).isEmpty();
        assertThat(tools.evaluate("layout.counts()").toString())
                .isEqualTo("{\"plots\":4,\"marks\":39,\"rows\":38,\"flags\":2}");
        assertThat(tools.evaluate("layout.misplaced()")).isEmpty();
        assertThat(tools.evaluate("layout.background()").asDouble())
                .isBetween(scheme.equals("dark") ? 0 : 0.9, scheme.equals("dark") ? 0.05 : 1);
    }

    @Test
    void keeps_an_identity_on_one_line_where_there_is_room() throws Exception {
        show(1280, "screen", "light");

        assertThat(tools.evaluate("layout.wrapped()")).isEmpty();
    }

    @Test
    void asks_for_nothing_and_complains_of_nothing() throws Exception {
        show(1280, "screen", "light");

        List<String> asked = tools.events("Network.requestWillBeSent").stream()
                .map(event -> event.at("/params/request/url").asText())
                .distinct()
                .toList();
        assertThat(asked).containsExactly(file.toUri().toString());
        assertThat(tools.events("Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown"))
                .isEmpty();
    }

    @Test
    void lets_the_policy_of_the_page_keep_out_what_does_not_belong_there() throws Exception {
        Path changed = directory.resolve("changed.html");
        String html = Files.readString(file);
        Files.writeString(
                changed,
                html.replace(
                        "</footer>", "<script>document.title='ran'</script><img src='other.png' alt=''/></footer>"));

        tools.open(changed.toUri());

        assertThat(tools.evaluate("document.title").asText()).isEqualTo("Avow report: ticket-digest");
        assertThat(tools.events("Network.loadingFailed").stream()
                        .map(event -> event.at("/params/blockedReason").asText()))
                .contains("csp");
    }

    @Test
    void shows_only_the_runs_of_a_chosen_state() throws Exception {
        show(1280, "screen", "light");

        JsonNode failed = tools.evaluate("document.querySelector('label[for=f-failed]').click(), layout.rows()");
        JsonNode all = tools.evaluate("document.querySelector('label[for=f-all]').click(), layout.rows()");

        assertThat(failed).hasSize(1);
        assertThat(failed.get(0).asText()).isEqualTo("run failed");
        assertThat(all).hasSize(38);
    }
}
