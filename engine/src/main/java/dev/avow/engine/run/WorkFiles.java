package dev.avow.engine.run;

import dev.avow.engine.declaration.Context.DeclaredInput;
import dev.avow.engine.operator.Input;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The private files of one attempt: its inputs, copied while they were hashed, and its work directory; each directory is made
 * when it is first needed. Threads may share it: an operator's may still ask for the work directory when the attempt has ended.
 */
final class WorkFiles implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkFiles.class);

    private final Path folder;
    private final Map<String, Input> copies = new HashMap<>();
    private @Nullable Path root;
    private boolean closed;

    private WorkFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes files in a folder possible.
     *
     * @throws UncheckedIOException if the folder is none that can be written
     */
    static WorkFiles in(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw refused(folder, new NotDirectoryException(folder.toString()));
        }
        if (!Files.isWritable(folder)) {
            throw refused(folder, new AccessDeniedException(folder.toString()));
        }
        return new WorkFiles(folder);
    }

    private static UncheckedIOException refused(Path folder, IOException why) {
        return new UncheckedIOException("no work directory can be made in " + folder, why);
    }

    /**
     * Returns the work directory.
     *
     * @throws UncheckedIOException if it cannot be made
     * @throws IllegalStateException if the attempt has ended
     */
    synchronized Path work() {
        Path work = root().resolve("work");
        try {
            return Files.isDirectory(work) ? work : Files.createDirectory(work);
        } catch (IOException e) {
            throw refused(folder, e);
        }
    }

    /** Returns a directory that only this process's user may enter. */
    private Path root() {
        if (closed) {
            throw new IllegalStateException("The attempt has ended, and its work directory is deleted.");
        }
        try {
            Path made = root == null ? Files.createTempDirectory(folder, "avow-attempt-") : root;
            root = made;
            return made;
        } catch (IOException e) {
            throw refused(folder, e);
        }
    }

    /**
     * Copies a stream, and keeps what the copy has.
     *
     * @param key under which {@link #find} returns the copy
     * @throws UncheckedIOException if there is no place for it
     */
    synchronized DeclaredInput copy(String key, String name, InputStream from) throws IOException {
        Path file = root().resolve("in-" + copies.size());
        DeclaredInput found;
        try (OutputStream to = Files.newOutputStream(file)) {
            found = Hashing.copy(from, to);
        }
        copies.put(key, new Input(name, found.digest(), found.size(), file));
        return found;
    }

    synchronized Optional<Input> find(String key) {
        return Optional.ofNullable(copies.get(key));
    }

    /** Deletes all of it; what cannot be deleted is logged, since it harms no run. */
    @Override
    public synchronized void close() {
        closed = true;
        if (root == null) {
            return;
        }
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
