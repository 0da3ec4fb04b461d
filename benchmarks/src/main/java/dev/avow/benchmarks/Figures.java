package dev.avow.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes down what was measured: each value of each round, as CSV, and says it to whoever waits. */
final class Figures implements AutoCloseable {

    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader("benchmark", "store", "measured", "variant", "round", "value", "unit")
            .setRecordSeparator("\n")
            .get();

    private final String benchmark;
    private final CSVPrinter file;
    private final Consumer<String> said;

    private Figures(String benchmark, CSVPrinter file, Consumer<String> said) {
        this.benchmark = benchmark;
        this.file = file;
        this.said = said;
    }

    /** Writes the file {@code NAME.csv} in a directory, in place of an earlier one. */
    static Figures into(Path directory, String benchmark, Consumer<String> said) {
        try {
            Files.createDirectories(directory);
            var file = Files.newBufferedWriter(directory.resolve(benchmark + ".csv"), StandardCharsets.UTF_8);
            return new Figures(benchmark, new CSVPrinter(file, FORMAT), said);
        } catch (IOException e) {
            throw new UncheckedIOException("no figures in " + directory, e);
        }
    }

    /**
     * Writes one value down.
     *
     * @param store such as {@code postgresql}, or {@code -} if it is of none
     * @param variant what was measured: such as {@code avow}, or its rival
     * @param round from 1; 0 for a count or the like, of which there is one
     */
    void add(String store, String measured, String variant, int round, double value, String unit) {
        String text = String.format(Locale.ROOT, "%.6g", value);
        said.accept(String.format(
                Locale.ROOT, "%s %s, %s: %s, round %d: %s %s", benchmark, store, measured, variant, round, text, unit));
        try {
            file.printRecord(benchmark, store, measured, variant, round, text, unit);
            file.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("figures cannot be written", e);
        }
    }

    /** Writes the value of each round down, from the first. */
    void addRounds(String store, String measured, String variant, List<Double> values, String unit) {
        for (int i = 0; i < values.size(); i++) {
            add(store, measured, variant, i + 1, values.get(i), unit);
        }
    }

    @Override
    public void close() {
        try {
            file.close(true);
        } catch (IOException e) {
            throw new UncheckedIOException("figures cannot be written", e);
        }
    }
}
