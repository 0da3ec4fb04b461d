package dev.avow.operators.sensor;

import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.Printable;
import dev.avow.operators.ParameterReader;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The parameters of {@link FileSensorOperator}.
 *
 * @param path of the file, or with a glob of the directory
 * @param stable whether two pokes must see the same
 * @param all of them, defaults included, as they are declared
 */
record FileSensorParameters(
        Path path, Optional<String> glob, boolean stable, int maxFiles, Patience patience, JsonObject all) {

    static final String PATH = "path";
    static final String GLOB = "glob";
    static final String STABLE = "stable";

    static FileSensorParameters read(JsonObject defined) {
        ParameterReader in = new ParameterReader(FileSensorOperator.NAME, defined);
        return new FileSensorParameters(
                path(in),
                glob(in),
                in.flag(STABLE, true),
                in.integer("max_files", 1_000, 1, 2_000),
                Patience.read(in),
                in.done());
    }

    private static Path path(ParameterReader in) {
        String text = in.string(PATH);
        try {
            Path path = Path.of(text);
            if (path.isAbsolute() && path.equals(path.normalize())) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw notAPath(in, text);
        }
        throw notAPath(in, text);
    }

    private static RuntimeException notAPath(ParameterReader in, String text) {
        return in.bad(
                PATH, "is " + Printable.quoted(text) + ", which is not an absolute path without '..'", "Give one");
    }

    private static Optional<String> glob(ParameterReader in) {
        String text = in.string(GLOB, "");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            FileSystems.getDefault().getPathMatcher("glob:" + text);
            return Optional.of(text);
        } catch (IllegalArgumentException e) {
            throw in.bad(GLOB, "is " + Printable.quoted(text) + ", which is not a glob", "Give one such as *.csv");
        }
    }
}
