package dev.avow.engine.evidence;

import dev.avow.engine.EngineException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where an export goes: all of it at once, under a name that nothing had. */
final class Destination implements AutoCloseable {

    private final Path target;
    private final Path part;

    private Destination(Path target, Path part) {
        this.target = target;
        this.part = part;
    }

    /**
     * Makes a directory beside the target, for its owner only.
     *
     * @throws EngineException if something is at the target already
     */
    static Destination open(Path directory) throws IOException {
        Path target = directory.toAbsolutePath().normalize();
        Path parent = target.getParent();
        Path name = target.getFileName();
        if (parent == null || name == null || !isFree(target)) {
            throw taken(target);
        }
        Files.createDirectories(parent);
        return new Destination(target, Files.createTempDirectory(parent, "." + name + ".part"));
    }

    Path part() {
        return part;
    }

    /** Gives the directory its name, when all of it is on the disk. */
    void publish() throws IOException {
        if (!isFree(target)) {
            throw taken(target);
        }
        Files.walkFileTree(part, new Syncing());
        Files.deleteIfExists(target);
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, target);
        }
        Path parent = target.getParent();
        if (parent != null) {
            sync(parent);
        }
    }

    /** Files are on the disk since they were closed; their names are when their directory is. */
    private static void sync(Path directory) throws IOException {
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** Deletes what has not been published. */
    @Override
    public void close() throws IOException {
        if (Files.exists(part, LinkOption.NOFOLLOW_LINKS)) {
            Files.walkFileTree(part, new Deleting());
        }
    }

    private static boolean isFree(Path target) throws IOException {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (Stream<Path> files = Files.list(target)) {
            return files.findAny().isEmpty();
        }
    }

    private static EngineException taken(Path target) {
        return new EngineException(
                "Directory '" + target + "' is not empty, or is no directory. Give one that is not there yet.");
    }

    private static final class Syncing extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
            sync(directory);
            return super.postVisitDirectory(directory, e);
        }
    }

    private static final class Deleting extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
            if (e != null) {
                throw e;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
