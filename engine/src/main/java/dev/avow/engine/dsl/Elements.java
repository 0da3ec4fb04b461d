package dev.avow.engine.dsl;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a mapped task has a run for each of: a list that is known when the task is declared, of at most {@value #MOST}
 * elements, each with a key that no other has. A list without elements skips the task.
 */
public sealed interface Elements {

    /** How many elements there may be. */
    int MOST = 5_000;

    /** Returns these elements, for every occasion. */
    static Elements of(String... keys) {
        List<String> fixed = List.of(keys);
        return of(occasion -> fixed);
    }

    /** Returns what the code says for an occasion. */
    static Elements of(ElementSource source) {
        return new ByCode(source);
    }

    /**
     * Returns the files that are in a directory when the task is declared; a key is the name of a file, and they are
     * sorted by that. Hidden files and directories are left out.
     *
     * @param glob which files, such as {@code *.txt}
     */
    static Elements files(Path directory, String glob) {
        return of(occasion -> fileNames(directory, glob));
    }

    private static List<String> fileNames(Path directory, String glob) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, glob)) {
            for (Path file : files) {
                if (Files.isRegularFile(file) && !Files.isHidden(file)) {
                    names.add(String.valueOf(file.getFileName()));
                }
            }
        }
        names.sort(null);
        return names;
    }

    /**
     * Returns the elements of a JSON array that an upstream task gave: texts, which are their keys, or objects, each with
     * its key as the member {@code key}. Templates name the other members {@code mapped.value.NAME}.
     */
    static Elements output(String task, String output) {
        return new ByOutput(task, output);
    }

    /** Elements that code knows. */
    record ByCode(ElementSource source) implements Elements {}

    /** Elements in an output of an upstream task. */
    record ByOutput(String task, String output) implements Elements {}
}
