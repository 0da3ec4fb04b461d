package dev.avow.console;

import dev.avow.engine.identity.Printable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file that is written whole or not at all. */
final class NewFile {

    private final Path path;
    private final boolean replacing;

    /** What gives the bytes of a file. */
    private interface Giver {
        void writeTo(OutputStream to) throws IOException;
    }

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

    /** @throws InputException if it is there, and is not to be replaced; or it is no regular file */
    void refuseIfThere() {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (Files.isDirectory(path)) {
            throw new InputException(shown() + " is a directory. Give a file's name.");
        }
        if (!replacing) {
            throw isThere();
        }
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new InputException(shown() + " is no regular file, and is not replaced. Give another name.");
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
        refuseIfThere();
        write(to -> to.write(bytes), false);
    }

    /**
     * Writes a content, as {@link #write(byte[])}; only the owner of the file may read it.
     *
     * @throws NotHeldException if the content is not what was kept
     */
    void write(Contents.Opener opener) {
        refuseIfThere();
        Contents.verify(opener); // why: read once before, so that a failure below is one of the file
        write(to -> Contents.copy(opener, to), true);
    }

    private void write(Giver bytes, boolean owned) {
        Path absolute = path.toAbsolutePath();
        try {
            Path beside = beside(absolute, owned);
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
                    shown() + " cannot be written. Check that its directory is there and may be written to.\n  cause: "
                            + reason(e, absolute),
                    e);
        }
    }

    /** Says why, and not with the name of the file beside it, which nobody has given. */
    private static String reason(IOException e, Path file) {
        if (e instanceof NoSuchFileException) {
            return "There is no directory '" + Printable.text(String.valueOf(file.getParent())) + "'.";
        }
        if (e instanceof AccessDeniedException) {
            return "Directory '" + Printable.text(String.valueOf(file.getParent())) + "' may not be written to.";
        }
        String said = e instanceof FileSystemException known ? known.getReason() : e.getMessage();
        return Printable.text(said == null ? e.getClass().getSimpleName() : said);
    }

    private static Path beside(Path file, boolean owned) throws IOException {
        if (owned) {
            return Files.createTempFile(file.getParent(), ".avow-", ".part");
        }
        return Files.createFile(file.resolveSibling("." + file.getFileName() + "." + Desk.random() + ".part"));
    }

    private static void fill(Path file, Giver bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            bytes.writeTo(Channels.newOutputStream(channel));
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
            Files.move(from, to); // why: some file systems know no links; this one replaces nothing either
        }
    }

    /** Returns the name in quotes, safe for a terminal. */
    String shown() {
        return "'" + Printable.text(path.toString()) + "'";
    }
}
