package dev.avow.operators.sensor;

import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.Optional;

/**
 * A regular file, as it was found. Its links are resolved once, so that what is checked is what is read.
 *
 * @param path where it was looked for
 * @param real where it is, without links
 * @param key by which the system tells it from others, if the system has such
 */
record WatchedFile(Path path, Path real, Optional<Object> key) {

    private static final int BUFFER = 1 << 16;

    /** Returns the regular file that a path leads to, or empty if there is none, or none any more. */
    static Optional<WatchedFile> find(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            return Optional.empty();
        }
        try {
            Path real = path.toRealPath();
            BasicFileAttributes found = attributes(real);
            return found.isRegularFile()
                    ? Optional.of(new WatchedFile(path, real, Optional.ofNullable(found.fileKey())))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    String name() {
        return String.valueOf(path.getFileName());
    }

    /** Returns size and time of change as they are now. */
    BasicFileAttributes attributes() throws IOException {
        return attributes(real);
    }

    /**
     * Returns name, size and digest from its bytes, or empty if another file, or a link, took its place or that of a directory
     * above.
     */
    Optional<JsonObject> observed() throws IOException, InterruptedException {
        if (!isTheSame()) {
            return Optional.empty();
        }
        JsonObject observed;
        try {
            Optional<InputStream> opened = Opening.open(real, this::isTheSame);
            if (opened.isEmpty()) {
                return Optional.empty();
            }
            try (InputStream in = opened.get()) {
                observed = observed(in);
            }
        } catch (IOException e) {
            if (isTheSame()) {
                throw e;
            }
            return Optional.empty();
        }
        return isTheSame() ? Optional.of(observed) : Optional.empty();
    }

    private boolean isTheSame() throws IOException {
        BasicFileAttributes now = attributes(real);
        return now.isRegularFile()
                && Objects.equals(now.fileKey(), key.orElse(null))
                && real.toRealPath().equals(real);
    }

    private JsonObject observed(InputStream in) throws IOException, InterruptedException {
        MessageDigest sha256 = Digest.sha256();
        long size = 0;
        byte[] buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            sha256.update(buffer, 0, read);
            size += read;
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return JsonObject.builder()
                .put("name", name())
                .put("size", size)
                .put("digest", Digest.ofRaw(sha256.digest()).text())
                .build();
    }

    private static BasicFileAttributes attributes(Path real) throws IOException {
        return Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
}
