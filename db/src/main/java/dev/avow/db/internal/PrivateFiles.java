package dev.avow.db.internal;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** Small files that only their owner may read, from the moment when they are made. */
final class PrivateFiles {

    /** The end of the name of a file that is not whole yet. */
    static final String PART = ".part";

    private PrivateFiles() {}

    /** Replaces a file at once, by one that is all on the disk. */
    static void write(Path folder, String name, Map<String, String> properties) throws IOException {
        write(folder, name, text(properties));
    }

    /** As {@link #write(Path, String, Map)}, of a text. */
    static void write(Path folder, String name, String text) throws IOException {
        Path part = folder.resolve(name + PART);
        make(part, text);
        publish(part, folder.resolve(name));
    }

    /** Makes a file that is all on the disk, in place of one that is there. */
    static void make(Path part, String text) throws IOException {
        Files.deleteIfExists(part);
        try (FileChannel channel = FileChannel.open(
                part,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                permissions(part, "rw-------"))) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** Gives a file of {@link #make} its name, for good. */
    static void publish(Path part, Path file) throws IOException {
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Path folder = file.getParent();
        if (folder != null) {
            ContentDirectory.sync(folder);
        }
    }

    static Optional<Properties> read(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            Properties properties = new Properties();
            properties.load(reader);
            return Optional.of(properties);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    static FileAttribute<?>[] forDirectory(Path directory) {
        return permissions(directory, "rwx------");
    }

    private static FileAttribute<?>[] permissions(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static String text(Map<String, String> properties) {
        StringWriter text = new StringWriter();
        properties.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\n'));
        return text.toString();
    }
}
