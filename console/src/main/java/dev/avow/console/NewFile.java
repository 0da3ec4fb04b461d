package dev.avow.console;

import dev.avow.engine.identity.Printable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file that is written whole or not at all. */
final class NewFile {

    private final Path path;
    private final boolean replacing;

    /**
     * @param replacing whether a file that is there may be replaced
     * @throws InputException if the name is none
     */
    NewFile(String name, boolean replacing) {
        try {
            this.path = Path.of(name);
        } catch (InvalidPathException e) {
            throw new InputException("'" + Printable.text(name) + "' is not a file's name. Give another.", e);
        }
        this.replacing = replacing;
    }

    /** @throws InputException if it is there, and is not to be replaced; or it is a directory */
    void refuseIfThere() {
        if (Files.isDirectory(path)) {
            throw new InputException(shown() + " is a directory. Give a file's name.");
        }
        if (!replacing && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw isThere();
        }
    }

    private InputException isThere() {
        return new InputException(
                "There is a file " + shown() + " already, and it is kept. Give another name, or --force.");
    }

    /**
     * Writes it: into a file beside it first, which takes its name when all bytes are on the disk.
     *
     * @throws InputException if it cannot be written, or it is there and is not to be replaced
     */
    void write(byte[] bytes) {
        Path absolute = path.toAbsolutePath();
        Path beside = absolute.resolveSibling("." + absolute.getFileName() + "." + Desk.random() + ".part");
        try {
            try {
                fill(beside, bytes);
                settle(beside, absolute);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (FileAlreadyExistsException e) {
            throw isThere();
        } catch (IOException e) {
            throw new InputException(
                    shown() + " cannot be written. Check that its directory is there and may be written to."
                            + Failures.lines(e),
                    e);
        }
    }

    private static void fill(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    private void settle(Path from, Path to) throws IOException {
        if (replacing) {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        try {
            Files.createLink(to, from); // why: unlike a move, it never replaces what came meanwhile
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.move(from, to);
        }
    }

    /** Returns the name in quotes, safe for a terminal. */
    String shown() {
        return "'" + Printable.text(path.toString()) + "'";
    }
}
