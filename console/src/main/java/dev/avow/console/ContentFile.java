package dev.avow.console;

import dev.avow.engine.identity.Printable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that gets a content: all of it, or it stays as it was. Only its owner may read it.
 *
 * @param replace whether it may be there already
 */
record ContentFile(String name, boolean replace) {

    /**
     * @throws InputException if it is there and must not be, or cannot be written
     * @throws NotHeldException if the content is not what was kept
     */
    void write(Contents.Opener opener) {
        try {
            Path file = Path.of(name).toAbsolutePath();
            refuse(file);
            Path part = Files.createTempFile(file.getParent(), ".avow-output", ".part");
            try {
                copy(opener, part);
                move(part, file);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (FileAlreadyExistsException e) {
            throw there(e);
        } catch (IOException | InvalidPathException e) {
            throw new InputException("File " + shown() + " cannot be written. Give another." + Failures.lines(e), e);
        }
    }

    private void refuse(Path file) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("It is no regular file.");
        }
        if (!replace) {
            throw new FileAlreadyExistsException(name);
        }
    }

    private static void copy(Contents.Opener opener, Path part) throws IOException {
        try (OutputStream to = Files.newOutputStream(part)) {
            // why: read once before, so that a failure below is one of the file
            verify(opener);
            Contents.copy(opener, to);
        }
    }

    private static void verify(Contents.Opener opener) {
        try {
            Contents.copy(opener, OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw Contents.unreadable(e);
        }
    }

    private void move(Path part, Path file) throws IOException {
        if (replace) {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.move(part, file);
        }
    }

    private InputException there(IOException cause) {
        return new InputException(
                "File " + shown() + " is there already. Give another, or replace it with --force.", cause);
    }

    private String shown() {
        return "'" + Printable.text(name) + "'";
    }
}
