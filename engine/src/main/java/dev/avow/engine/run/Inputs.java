package dev.avow.engine.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Opens declared files. */
final class Inputs {

    private Inputs() {}

    static InputStream open(Path file) throws IOException {
        refuseSpecial(file);
        return Files.newInputStream(file);
    }

    /** Opens a file if it is there. */
    static Optional<InputStream> find(Path file) {
        try {
            return Optional.of(open(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("File " + file + " cannot be read", e);
        }
    }

    /** Refuses what could block for ever or has no end, such as a pipe, a socket, a device or a directory. */
    static void refuseSpecial(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        if (!Files.isRegularFile(file)) {
            throw new IOException("not a regular file: " + file);
        }
    }
}
