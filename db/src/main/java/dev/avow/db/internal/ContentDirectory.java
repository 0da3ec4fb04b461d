package dev.avow.db.internal;

import dev.avow.db.ContentStore.Kept;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Large contents, each a file {@code ab/cdef...} named after its digest; threads and processes may share it.
 *
 * <p>A file appears under its name only when all of it is on the disk.
 */
final class ContentDirectory {

    private static final int BUFFER = 1 << 16;
    private static final String PART = ".part";

    private final Path directory;

    ContentDirectory(Path directory) {
        this.directory = directory;
    }

    /** Keeps what the stream holds, with no more memory than a buffer. */
    Kept put(InputStream content) throws IOException {
        Files.createDirectories(directory);
        Path part = Files.createTempFile(directory, "content-", PART);
        try {
            Kept kept = copy(content, part);
            Path file = file(kept.digest());
            Path folder = folder(file);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            sync(folder);
            return kept;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    Optional<InputStream> open(String digest) throws IOException {
        try {
            return Optional.of(Files.newInputStream(file(digest)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    boolean has(String digest) {
        return Files.isRegularFile(file(digest));
    }

    /** Deletes a content for good: also its name is gone from the disk. */
    void delete(String digest) throws IOException {
        Path file = file(digest);
        if (Files.deleteIfExists(file)) {
            sync(folder(file));
        }
    }

    /** Removes what interrupted puts have left; only for a directory that nobody else uses. */
    void clean() throws IOException {
        if (Files.isDirectory(directory)) {
            try (var parts = Files.newDirectoryStream(directory, "*" + PART)) {
                for (Path part : parts) {
                    Files.delete(part);
                }
            }
        }
    }

    private Path file(String digest) {
        String hex = Digests.toHex(digest);
        return directory.resolve(hex.substring(0, 2)).resolve(hex.substring(2));
    }

    private Path folder(Path file) throws IOException {
        Path folder = directory.resolve(file.getName(file.getNameCount() - 2));
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            sync(directory);
        }
        return folder;
    }

    private static Kept copy(InputStream content, Path part) throws IOException {
        MessageDigest sha256 = Digests.sha256();
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        try (FileChannel out = FileChannel.open(part, StandardOpenOption.WRITE)) {
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                sha256.update(buffer, 0, count);
                writeAll(out, ByteBuffer.wrap(buffer, 0, count));
                size += count;
            }
            out.force(true);
        }
        return new Kept(Digests.toText(sha256.digest()), size);
    }

    private static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    /** Makes the names in a directory last; Windows, which cannot open one, does so by itself. */
    static void sync(Path directory) throws IOException {
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
