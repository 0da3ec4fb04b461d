package dev.avow.engine.run;

import dev.avow.engine.declaration.Context.DeclaredInput;
import dev.avow.engine.operator.Input;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The private files of one attempt: its inputs, copied while they were hashed, and its work directory. */
final class WorkFiles implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkFiles.class);

    private final Path root;
    private final Path work;
    private final Map<String, Input> copies = new HashMap<>();

    private WorkFiles(Path root) throws IOException {
        this.root = root;
        this.work = Files.createDirectory(root.resolve("work"));
    }

    /**
     * Makes a directory that only this process's user may enter.
     *
     * @throws UncheckedIOException if the folder does not allow that
     */
    static WorkFiles in(Path folder) {
        try {
            return new WorkFiles(Files.createTempDirectory(folder, "avow-attempt-"));
        } catch (IOException e) {
            throw new UncheckedIOException("no work directory can be made in " + folder, e);
        }
    }

    Path work() {
        return work;
    }

    /**
     * Copies a stream, and keeps what the copy has.
     *
     * @param key under which {@link #find} returns the copy
     */
    DeclaredInput copy(String key, String name, InputStream from) throws IOException {
        Path file = root.resolve("in-" + copies.size());
        DeclaredInput found;
        try (OutputStream to = Files.newOutputStream(file)) {
            found = Hashing.copy(from, to);
        }
        copies.put(key, new Input(name, found.digest(), found.size(), file));
        return found;
    }

    Optional<Input> find(String key) {
        return Optional.ofNullable(copies.get(key));
    }

    /** Deletes all of it; what cannot be deleted is logged, since it harms no run. */
    @Override
    public void close() {
        try {
            Files.walkFileTree(root, new Deletion());
        } catch (IOException e) {
            LOG.warn("Work directory {} cannot be deleted. Delete it by hand.", root, e);
        }
    }

    /** Deletes a tree, from its leaves, following no links. */
    private static final class Deletion extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
