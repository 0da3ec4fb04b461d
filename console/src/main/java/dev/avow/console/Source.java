package dev.avow.console;

import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file, or standard input for {@code -}. */
record Source(String name, InputStream standardInput) {

    /** What reads a stream. */
    interface Reader<T> {
        T read(InputStream in) throws IOException;
    }

    /** Returns the bytes of one document: up to the limit of a text and one more, so that more is refused there. */
    byte[] document() {
        return read(in -> in.readNBytes(CanonicalJson.MAX_TEXT_BYTES + 1));
    }

    /** @throws InputException if it cannot be opened or read */
    <T> T read(Reader<T> reader) {
        try {
            if (name.equals("-")) {
                return reader.read(standardInput);
            }
            try (InputStream in = Files.newInputStream(Path.of(name))) {
                return reader.read(in);
            }
        } catch (NoSuchFileException e) {
            throw new InputException("There is no file " + shown() + ". Give a file, or - for standard input.", e);
        } catch (IOException | InvalidPathException e) {
            throw new InputException(
                    shown() + " cannot be read: " + Printable.text(String.valueOf(e.getMessage()))
                            + ". Give a readable file, or - for standard input.",
                    e);
        }
    }

    /** Returns the name in quotes, safe for a terminal. */
    String shown() {
        return name.equals("-") ? "standard input" : "'" + Printable.text(name) + "'";
    }
}
