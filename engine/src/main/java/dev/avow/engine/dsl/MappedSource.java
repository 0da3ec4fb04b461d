package dev.avow.engine.dsl;

import dev.avow.engine.declaration.Occasion;
import java.nio.file.Path;

/** Says which file the input of one element of a mapped task is. */
@FunctionalInterface
public interface MappedSource {

    /** Returns the file of an element: a function of the occasion and the element's key alone. */
    Path locate(Occasion occasion, String key);

    /**
     * Returns a source whose files lie in a directory, each under its key as its name.
     *
     * @throws IllegalArgumentException when it is asked, if a key leads out of the directory
     */
    static MappedSource in(Path directory) {
        return (occasion, key) -> {
            Path file = directory.resolve(key);
            if (!directory.equals(file.getParent()) || !file.normalize().equals(file)) {
                throw new IllegalArgumentException("key '" + key + "' is not the name of a file in " + directory);
            }
            return file;
        };
    }
}
