package dev.avow.engine.verification;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** One fault a line, from the tables {@code verification/*.txt}: each column changed, and rows removed, added, swapped. */
final class Faults {

    /** Facts, what can be erased of them, and what is rebuilt from events. */
    static final List<String> TABLES = List.of(
            "spec",
            "declaration",
            "locator",
            "spec_use",
            "undeclared",
            "mapping",
            "mapping_refusal",
            "event",
            "output",
            "slot",
            "private_key",
            "private_value",
            "content",
            "run",
            "attempt",
            "deferral",
            "used",
            "used_member");

    private Faults() {}

    /**
     * A fault.
     *
     * @param why the name of the finding, or why there is none
     */
    record Fault(String name, String sql, String why) {

        FindingKind expected() {
            return FindingKind.valueOf(why);
        }
    }

    static List<Fault> all() {
        return Stream.concat(
                        read("faults.txt", 4)
                                .map(parts -> new Fault(
                                        parts.get(0),
                                        "update " + parts.get(0).replaceFirst("[.].*", "") + " set "
                                                + parts.get(0).replaceFirst(".*[.]", "") + " = " + parts.get(1)
                                                + " where " + parts.get(2),
                                        parts.get(3))),
                        statements("statements.txt"))
                .toList();
    }

    /** Returns what a verification cannot see. */
    static List<Fault> unseen() {
        return statements("unseen.txt").toList();
    }

    /** Returns the columns that have a fault, or are among those that cannot be seen. */
    static List<String> columns() {
        return Stream.concat(
                        read("faults.txt", 4).map(parts -> parts.get(0)),
                        unseen().stream().map(Fault::name).filter(name -> name.matches("[a-z_]+[.][a-z_]+")))
                .toList();
    }

    private static Stream<Fault> statements(String file) {
        return read(file, 3).map(parts -> new Fault(parts.get(0), parts.get(1), parts.get(2)));
    }

    private static Stream<List<String>> read(String file, int parts) {
        try (InputStream in = Objects.requireNonNull(Faults.class.getResourceAsStream("/verification/" + file));
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> List.of(line.split(" [|] ", parts)))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
