package dev.avow.engine.dsl;

import dev.avow.engine.declaration.Occasion;
import java.nio.file.Path;

/** Says which file an occasion's input is; what is declared of it is its digest and size. */
@FunctionalInterface
public interface InputSource {

    /** Returns the file of an occasion: a function of the occasion alone. */
    Path locate(Occasion occasion);

    /** Returns a source that is the same file for all occasions. */
    static InputSource file(Path file) {
        return occasion -> file;
    }
}
