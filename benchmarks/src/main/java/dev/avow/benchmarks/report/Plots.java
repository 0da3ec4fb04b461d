package dev.avow.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Draws figures: lines over growth where there are several sizes, else bars; a file for each benchmark and store. */
@Command(name = "plot", mixinStandardHelpOptions = true, description = "Draws figures as SVG.")
public final class Plots implements Callable<Integer> {

    /** What a reader of a plot alone must know. */
    private static final Map<String, String> ABOUT = Map.of(
            "statements", "what a run asks the database (less is better)",
            "runs", "runs that do nothing, each second (more is better)",
            "declare", "declarations without triggers (more is better)",
            "lateness", "from the slot to the start, 40 a second (less is better)",
            "history", "how long a question takes, by the runs in the store",
            "identity", "2 KB of text to its digest (less is better)",
            "size", "room in the store (less is better)",
            "start", "from nothing to the first run (less is better)",
            "idle", "10,000 jobs that are not due (less is better)");

    @Option(
            names = "--results",
            paramLabel = "DIR",
            defaultValue = "benchmarks/results",
            description = "Where the figures are; default: ${DEFAULT-VALUE}.")
    private Path results = Path.of("benchmarks/results");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            defaultValue = "benchmarks/plots",
            description = "Where the plots are written; default: ${DEFAULT-VALUE}.")
    private Path directory = Path.of("benchmarks/plots");

    private Plots() {}

    @Override
    public Integer call() throws IOException {
        Map<String, List<Median>> files = new LinkedHashMap<>();
        for (Median median : Median.of(Figure.readAll(results))) {
            if (!median.isComparison()) {
                files.computeIfAbsent(name(median), unused -> new ArrayList<>()).add(median);
            }
        }
        Files.createDirectories(directory);
        for (Map.Entry<String, List<Median>> file : files.entrySet()) {
            List<Median> medians = file.getValue();
            boolean grows = medians.stream().allMatch(Growth::isOne);
            Path path = directory.resolve(file.getKey() + ".svg");
            Files.writeString(
                    path, grows ? LinePlot.svg(title(medians), medians) : BarPlot.svg(title(medians), medians));
            System.out.println(path);
        }
        return CommandLine.ExitCode.OK;
    }

    private static String name(Median median) {
        String store = median.key().store();
        return store.equals("-") ? median.key().benchmark() : median.key().benchmark() + "-" + store;
    }

    private static String title(List<Median> medians) {
        String store = medians.get(0).key().store();
        String benchmark = medians.get(0).key().benchmark();
        String about = ABOUT.getOrDefault(benchmark, "");
        return (store.equals("-") ? benchmark : benchmark + ", " + store) + (about.isEmpty() ? "" : ": " + about);
    }
}
