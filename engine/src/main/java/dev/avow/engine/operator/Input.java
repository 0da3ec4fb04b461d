package dev.avow.engine.operator;

import dev.avow.engine.identity.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Checked bytes: a private copy that was made while its digest was computed.
 *
 * @param name of the input, or of the upstream task's output
 * @param digest of the bytes
 * @param size in bytes
 * @param path of the copy, which belongs to this attempt alone
 */
public record Input(String name, Digest digest, long size, Path path) {

    /** Opens the bytes. */
    public InputStream open() throws IOException {
        return Files.newInputStream(path);
    }

    /** Returns all bytes. */
    public byte[] bytes() throws IOException {
        return Files.readAllBytes(path);
    }

    /**
     * Returns the bytes as text.
     *
     * @throws java.nio.charset.CharacterCodingException if they are not UTF-8
     */
    public String text() throws IOException {
        return Files.readString(path, StandardCharsets.UTF_8);
    }
}
