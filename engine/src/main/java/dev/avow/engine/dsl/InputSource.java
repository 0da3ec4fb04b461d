package dev.avow.engine.dsl;

import dev.avow.engine.declaration.Occasion;
import java.nio.file.Path;

/** Says which file an occasion's input is; what is declared of it is its digest and size. */
@FunctionalInterface
public interface InputSource {

    /** Returns the file of an occasion: a function of the occasion alone. */
    Path locate(Occasion occasion);

    /** Returns the source of one element of a mapped task: this one, if it is the same file for all of them. */
    default InputSource of(String key) {
        return this;
    }

    /** Returns a source that depends on the element; it has no file but by {@link #of}. */
    static InputSource mapped(MappedSource source) {
        return new InputSource() {
            @Override
            public Path locate(Occasion occasion) {
                throw new IllegalStateException("an input of a mapped task was asked for without its element");
            }

            @Override
            public InputSource of(String key) {
                return occasion -> source.locate(occasion, key);
            }
        };
    }

    /** Returns a source that is the same file for all occasions. */
    static InputSource file(Path file) {
        return occasion -> file;
    }
}
