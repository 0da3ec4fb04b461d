package dev.avow.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints figures as tables in Markdown, so that nobody copies a number by hand. */
@Command(name = "tables", mixinStandardHelpOptions = true, description = "Prints figures as tables in Markdown.")
public final class Tables implements Callable<Integer> {

    /** The file, beside the figures, that says what they were measured on. */
    public static final String MACHINE = "machine.txt";

    private static final String BEGIN = "<!-- figures: written by the command tables -->\n";
    private static final String END = "<!-- end of figures -->";

    private static final String GOALS = """
            | Benchmark | Measured | Store | Compared | Goal | Value | Met |
            |---|---|---|---|---|---|---|
            """;

    /** Of a goal with more figures in one store than this, the goals show the worst alone. */
    private static final int FEW = 3;

    /** Of a benchmark with more figures than this, the table is folded. */
    private static final int LONG = 40;

    private static final String VALUES = """
            | Store | Measured | Variant | Median | Least | Most | Rounds | Unit |
            |---|---|---|---|---|---|---|---|
            """;

    @Option(
            names = "--results",
            paramLabel = "DIR",
            defaultValue = "benchmarks/results",
            description = "Where the figures are; default: ${DEFAULT-VALUE}.")
    private Path results = Path.of("benchmarks/results");

    @Option(
            names = "--into",
            paramLabel = "FILE",
            description = "A document in which they take the place of those between the marks.")
    private @Nullable Path document;

    private Tables() {}

    @Override
    public Integer call() throws IOException {
        Path machine = results.resolve(MACHINE);
        String measuredOn = Files.isRegularFile(machine) ? "\n" + Files.readString(machine) : "";
        String tables = measuredOn + text(Median.of(Figure.readAll(results)));
        if (document == null) {
            System.out.print(tables);
            return CommandLine.ExitCode.OK;
        }
        String text = Files.readString(document);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            System.err.println("Document '" + document + "' has no place for tables. Add the lines '" + BEGIN.strip()
                    + "' and '" + END + "'.");
            return CommandLine.ExitCode.USAGE;
        }
        Files.writeString(document, text.substring(0, begin + BEGIN.length()) + tables + text.substring(end));
        return CommandLine.ExitCode.OK;
    }

    static String text(List<Median> medians) {
        StringBuilder text = new StringBuilder("\n").append(GOALS);
        Goal.ALL.forEach(goal -> text.append(rows(goal, medians)));
        medians.stream()
                .map(median -> median.key().benchmark())
                .distinct()
                .forEach(benchmark -> text.append("\n### ")
                        .append(benchmark)
                        .append("\n\n")
                        .append(values(medians.stream()
                                .filter(median -> median.key().benchmark().equals(benchmark))
                                .toList())));
        return text.append("\n").toString();
    }

    private static String values(List<Median> medians) {
        String table = VALUES + medians.stream().map(Tables::row).collect(Collectors.joining());
        return medians.size() <= LONG
                ? table
                : "<details><summary>All " + medians.size() + " figures</summary>\n\n" + table + "\n</details>\n";
    }

    private static String rows(Goal goal, List<Median> medians) {
        Map<String, List<Median>> stores = new LinkedHashMap<>();
        medians.stream()
                .filter(median -> goal.isOf(median.key()))
                .forEach(median -> stores.computeIfAbsent(median.key().store(), unused -> new ArrayList<>())
                        .add(median));
        String rows = stores.values().stream()
                .flatMap(some -> some.size() > FEW
                        ? Stream.of(row(goal, goal.worst(some), "worst of " + some.size() + ": "))
                        : some.stream().map(median -> row(goal, median, "")))
                .collect(Collectors.joining());
        return Optional.of(rows)
                .filter(some -> !some.isEmpty())
                .orElseGet(() -> row(
                        goal.benchmark(),
                        plain(goal.measured().pattern()),
                        "each",
                        plain(goal.variant().pattern()),
                        goal.text(),
                        "not measured yet",
                        ""));
    }

    private static String row(Goal goal, Median median, String which) {
        return row(
                goal.benchmark(),
                which + median.key().measured(),
                median.key().store(),
                median.key().variant(),
                goal.text(),
                Median.text(median.value()),
                goal.isMetBy(median.value()) ? "yes" : "**no**");
    }

    /** Returns what a pattern says to a reader. */
    private static String plain(String pattern) {
        return pattern.replace(".* nodes?", "one node, two nodes")
                .replace(".*", "each")
                .replace("\\d+", "N");
    }

    private static String row(Median median) {
        return row(
                median.key().store(),
                median.key().measured(),
                median.key().variant(),
                Median.text(median.value()),
                ofRounds(median, Median.text(median.least())),
                ofRounds(median, Median.text(median.most())),
                ofRounds(median, Integer.toString(median.rounds())),
                median.key().unit());
    }

    private static String ofRounds(Median median, String text) {
        return median.rounds() == 0 ? "" : text;
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
