package dev.avow.operators.sensor;

import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.Printable;
import dev.avow.engine.operator.Component;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Waits until a file is there, or files of a directory, and is not growing any more. Between two pokes the attempt is
 * deferred and has no thread. Threads may share it.
 *
 * <table>
 * <caption>Parameters</caption>
 * <tr><td>{@code path}</td><td>of the file, or with a glob of the directory, absolute and without {@code ..}; must be
 *     given</td></tr>
 * <tr><td>{@code glob}</td><td>which files in the directory, such as {@code *.csv}, hidden ones left out; none by
 *     default</td></tr>
 * <tr><td>{@code stable}</td><td>whether two pokes in a row must see the same names, sizes and times of change;
 *     {@code true}</td></tr>
 * <tr><td>{@code max_files}</td><td>1 to 2,000; 1,000</td></tr>
 * <tr><td>{@code poke_interval}</td><td>between two pokes, a duration of one second to a day; {@code PT1M}</td></tr>
 * <tr><td>{@code patience}</td><td>from the first poke to the last, a duration up to 365 days; {@code PT24H}</td></tr>
 * </table>
 *
 * <p>Output {@code observed}, canonical JSON: {@code {"files":[{"digest":"sha256:...","name":"a.csv","size":12}]}}, sorted by
 * name, from the bytes that were read. A task after it has the digest of this output in its declaration: the same bytes under
 * the same names give it the same, whenever they came. Times of change are not in it. Note: {@code pokes}.
 *
 * <p>A link is followed once; the file that it led to is checked and read, and only if no other took its place meanwhile.
 * What is not a regular file, such as a pipe, does not count.
 *
 * <p>A file that is not there, or changes, is waited for. When patience is over, more files than the limit, and a file outside
 * of the allowed directories fail for good. A file that cannot be read may be retried; the next attempt has all patience anew.
 */
public final class FileSensorOperator implements Operator {

    /** The operator's name. */
    public static final String NAME = "file-sensor";

    /** The name of the output. */
    public static final String OUTPUT = Sensing.OBSERVED;

    private final List<Path> roots;

    /** Makes a sensor that looks wherever a declaration says. */
    public FileSensorOperator() {
        this(List.of());
    }

    private FileSensorOperator(List<Path> roots) {
        this.roots = roots;
    }

    /** Returns a sensor that looks only below these directories, also where links lead out of them. */
    public static FileSensorOperator within(Path... directories) {
        return new FileSensorOperator(Arrays.stream(directories)
                .map(directory -> directory.toAbsolutePath().normalize())
                .toList());
    }

    @Override
    public OperatorRef ref() {
        return new OperatorRef(NAME, "1");
    }

    @Override
    public Set<Component> needs() {
        return EnumSet.of(Component.PARAMETERS);
    }

    @Override
    public JsonObject parameters(JsonObject defined) {
        return FileSensorParameters.read(defined).all();
    }

    /** Objects to a path outside of the allowed directories. */
    @Override
    public Optional<String> objection(Declaration declaration) {
        Path path = FileSensorParameters.read(declaration.parameters()).path();
        return roots.isEmpty() || roots.stream().anyMatch(path::startsWith)
                ? Optional.empty()
                : Optional.of(outside(path));
    }

    @Override
    public OperatorResult execute(DeclaredRun run) throws IOException, InterruptedException {
        FileSensorParameters parameters =
                FileSensorParameters.read(run.declaration().parameters());
        return Sensing.poke(run, parameters.patience(), seen -> look(parameters, seen));
    }

    private Look look(FileSensorParameters parameters, Optional<String> seen) throws IOException, InterruptedException {
        WatchedFiles found = WatchedFiles.find(parameters.path(), parameters.glob());
        if (found.files().isEmpty()) {
            return Look.notYet("there is no file " + what(parameters));
        }
        check(found, parameters);
        try {
            String before = found.snapshot();
            Look changing = Look.notYet("the file " + what(parameters) + " was not seen twice alike")
                    .seeing(before);
            if (parameters.stable() && !seen.equals(Optional.of(before))) {
                return changing;
            }
            Optional<JsonObject> observed = found.observed();
            if (observed.isEmpty()) {
                return Look.notYet("the file " + what(parameters) + " was replaced while it was read");
            }
            return parameters.stable() && !found.snapshot().equals(before)
                    ? changing
                    : Look.found(Sensing.observed(observed.get()));
        } catch (NoSuchFileException e) {
            return Look.notYet("the file " + what(parameters) + " was taken away");
        }
    }

    private void check(WatchedFiles found, FileSensorParameters parameters) throws IOException {
        if (found.files().size() > parameters.maxFiles()) {
            throw OperatorException.permanent("There are " + found.files().size() + " files " + what(parameters)
                    + ", more than " + parameters.maxFiles() + ". Raise max_files, or choose another glob.");
        }
        for (WatchedFile file : roots.isEmpty() ? List.<WatchedFile>of() : found.files()) {
            if (!isWithin(file.real())) {
                throw OperatorException.permanent(outside(file.path()));
            }
        }
    }

    private boolean isWithin(Path real) throws IOException {
        for (Path root : roots) {
            // why: a directory that is not there has no files, but others of the list may
            if (Files.exists(root) && real.startsWith(root.toRealPath())) {
                return true;
            }
        }
        return false;
    }

    private static String what(FileSensorParameters parameters) {
        String path = Printable.quoted(parameters.path().toString());
        return parameters
                .glob()
                .map(glob -> Printable.quoted(glob) + " in " + path)
                .orElse(path);
    }

    private static String outside(Path path) {
        return "File " + Printable.quoted(path.toString())
                + " is outside of the directories of this sensor. Name one within, or add its directory to"
                + " FileSensorOperator.within(...).";
    }
}
