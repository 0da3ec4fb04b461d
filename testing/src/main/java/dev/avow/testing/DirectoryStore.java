package dev.avow.testing;

import dev.avow.db.open.Stores;
import dev.avow.engine.run.Avow;
import dev.avow.engine.run.AvowBuilder;
import java.nio.file.Path;

/** The embedded store in a directory of the test, which stays there; a new one is copied from one made once for the JVM. */
final class DirectoryStore implements TestStore {

    private final Path directory;

    private DirectoryStore(Path directory) {
        this.directory = directory;
    }

    static DirectoryStore open(Path directory) {
        if (Folders.files(directory).isEmpty()) {
            Folders.copyFiles(Template.DIRECTORY, Folders.made(directory));
        }
        return new DirectoryStore(directory);
    }

    @Override
    public AvowBuilder engine() {
        return Avow.embedded(directory);
    }

    @Override
    public void close() {
        // the directory is the test's
    }

    private static final class Template {

        static final Path DIRECTORY = make();

        private static Path make() {
            Path template = Folders.temporary("avow-template");
            Stores.embedded(template).close();
            return template;
        }
    }
}
