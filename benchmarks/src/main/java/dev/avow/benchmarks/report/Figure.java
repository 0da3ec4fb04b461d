package dev.avow.benchmarks.report;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** One line of a file of figures. */
record Figure(String benchmark, String store, String measured, String variant, int round, double value, String unit) {

    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

    /** Returns all figures of all files in a directory, file by file in the order of their names; none without files. */
    static List<Figure> readAll(Path directory) throws IOException {
        List<Figure> figures = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.filter(path -> path.toString().endsWith(".csv"))
                        .sorted()
                        .toList()) {
                    figures.addAll(read(file));
                }
            }
        }
        return figures;
    }

    private static List<Figure> read(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return FORMAT.parse(reader).stream().map(Figure::of).toList();
        }
    }

    private static Figure of(CSVRecord line) {
        return new Figure(
                line.get("benchmark"),
                line.get("store"),
                line.get("measured"),
                line.get("variant"),
                Integer.parseInt(line.get("round")),
                Double.parseDouble(line.get("value")),
                line.get("unit"));
    }
}
