package dev.avow.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** Figures become tables and plots. */
class ReportTest {

    @TempDir
    private Path directory;

    private Path results;

    @BeforeEach
    void measured() {
        results = directory.resolve("results");
        try (Figures runs = Figures.into(results, "runs", line -> {})) {
            runs.add("h2", "one node", "quartz", 1, 400, "runs/s");
            runs.add("h2", "one node", "quartz", 2, 500, "runs/s");
            runs.add("h2", "one node", "quartz", 3, 412.34, "runs/s");
            runs.add("h2", "one node", "avow at fire", 1, 123.4, "runs/s");
            runs.add("h2", "one node", "avow at fire/quartz", 0, 0.299, "ratio");
        }
        try (Figures history = Figures.into(results, "history", line -> {})) {
            history.add("h2", "runs of \"<a & b>\", p50", "avow, 1000 runs", 0, 0.25, "ms");
            history.add("h2", "runs of \"<a & b>\", p50", "avow, 100000 runs", 0, 0.2612, "ms");
            history.add("h2", "runs of \"<a & b>\", p50", "by hand, 1000 runs", 0, 0.175, "ms");
            history.add("h2", "runs of \"<a & b>\", p50", "by hand, 100000 runs", 0, 0.185, "ms");
        }
    }

    private static Document parsed(Path file) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(file.toFile());
    }

    private static List<String> contents(Document document, String element) {
        NodeList nodes = document.getElementsByTagNameNS("http://www.w3.org/2000/svg", element);
        List<String> contents = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            contents.add(nodes.item(i).getTextContent());
        }
        return contents;
    }

    private Path plots() {
        Path plots = directory.resolve("plots");
        assertThat(Main.execute("plot", "--results", results.toString(), "-o", plots.toString()))
                .isZero();
        return plots;
    }

    @Test
    void bars_show_the_median_of_each_variant_and_no_ratio() throws Exception {
        Document runs = parsed(plots().resolve("runs-h2.svg"));

        assertThat(contents(runs, "text"))
                .containsExactly(
                        "runs, h2: runs that do nothing, each second (more is better)",
                        "one node, runs/s",
                        "quartz",
                        "412",
                        "avow at fire",
                        "123",
                        "Bars: medians of the rounds; lines: from the least to the most.");
        assertThat(contents(runs, "rect")).hasSize(3);
        assertThat(contents(runs, "polyline")).hasSize(1);
    }

    @Test
    void lines_go_over_the_sizes_of_the_store() throws Exception {
        Document history = parsed(plots().resolve("history-h2.svg"));

        assertThat(contents(history, "text"))
                .contains("runs of \"<a & b>\", p50, ms", "1,000", "100,000", "avow 0.261", "by hand 0.185");
        assertThat(contents(history, "polyline")).hasSize(3);
    }

    @Test
    void plots_say_what_light_and_dark_schemes_show() throws Exception {
        try (Stream<Path> files = Files.list(plots())) {
            assertThat(files.toList())
                    .hasSize(2)
                    .allSatisfy(file -> assertThat(contents(parsed(file), "style"))
                            .singleElement()
                            .asString()
                            .contains("prefers-color-scheme: dark"));
        }
    }

    @Test
    void tables_take_the_place_of_those_before_and_say_whether_goals_are_met() throws IOException {
        Path document = directory.resolve("README.md");
        Machine.writeInto(results);
        Files.writeString(document, """
                Before.
                <!-- figures: written by the command tables -->
                old
                <!-- end of figures -->
                After.
                """);

        int code = Main.execute("tables", "--results", results.toString(), "--into", document.toString());

        assertThat(code).isZero();
        assertThat(Files.readString(document))
                .startsWith("Before.\n")
                .endsWith("\n<!-- end of figures -->\nAfter.\n")
                .doesNotContain("old")
                .contains("Machine: " + Runtime.getRuntime().availableProcessors() + " processors")
                .contains("| runs | one node | h2 | avow at fire/quartz | at least 0.6 | 0.299 | **no** |")
                .contains(
                        "| runs | one node, two nodes | each | avow ahead/quartz | at least 0.8 | not measured yet |  |")
                .contains("| history | runs of \"<a & b>\", p50 | h2 | avow, 1000 runs | at most 1 ms | 0.25 | yes |")
                .contains("| h2 | one node | quartz | 412 | 400 | 500 | 3 | runs/s |");
    }

    @Test
    void tables_show_the_least_and_the_most_of_the_ratios_of_the_rounds() throws Exception {
        Iterator<Double> bare =
                List.of(1e9, 400.0, 500.0, 410.0, 1.0, 420.0, 430.0, 440.0).iterator();
        Iterator<Double> mine =
                List.of(1e9, 200.0, 125.0, 287.0, 2.0, 210.0, 215.0, 264.0).iterator();
        try (Figures runs = Figures.into(results, "runs", line -> {})) {
            new Paired(runs, "h2", "one node", "runs/s")
                    .variant("quartz", bare::next)
                    .variant("avow at fire", mine::next)
                    .run(Size.FULL);
        }

        assertThat(tables())
                .contains("| runs | one node | h2 | avow at fire/quartz | at least 0.6 | 0.5 | **no** |")
                .contains("| h2 | one node | avow at fire/quartz | 0.5 | 0.25 | 2 | 7 | ratio |");
    }

    @Test
    void tables_show_one_figure_of_all_rounds_without_a_least_and_a_most() throws IOException {
        assertThat(tables()).contains("| h2 | one node | avow at fire/quartz | 0.299 |  |  |  | ratio |");
    }

    private String tables() throws IOException {
        Path document = directory.resolve("README.md");
        Files.writeString(document, "<!-- figures: written by the command tables -->\n<!-- end of figures -->\n");
        assertThat(Main.execute("tables", "--results", results.toString(), "--into", document.toString()))
                .isZero();
        return Files.readString(document);
    }

    @Test
    void of_many_figures_for_one_goal_the_worst_stands_for_all_and_their_table_is_folded() throws IOException {
        try (Figures history = Figures.into(results, "history", line -> {})) {
            for (int runs = 1; runs <= 41; runs++) {
                history.add("h2", "latest, p50", "avow, " + runs + " runs", 0, runs == 7 ? 1.25 : 0.5, "ms");
            }
        }

        assertThat(tables())
                .contains("| history | worst of 41: latest, p50 | h2 | avow, 7 runs | at most 1 ms | 1.25 | **no** |")
                .containsOnlyOnce("| at most 1 ms |")
                .contains("<details><summary>All 41 figures</summary>\n\n| Store |");
    }

    @Test
    void refuses_a_document_without_a_place_for_tables() throws IOException {
        Path document = directory.resolve("other.md");
        Files.writeString(document, "text");

        assertThat(Main.execute("tables", "--results", results.toString(), "--into", document.toString()))
                .isEqualTo(2);
        assertThat(document).hasContent("text");
    }
}
