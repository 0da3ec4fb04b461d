package dev.avow.operators.sensor;

import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files that a sensor waits for, as they are now.
 *
 * @param files sorted by name
 */
record WatchedFiles(List<Path> files) {

    private static final int BUFFER = 1 << 16;

    /** Returns the file of a path if there is one, or with a glob the files in that directory, without hidden ones. */
    static WatchedFiles find(Path path, Optional<String> glob) throws IOException {
        List<Path> found = new ArrayList<>();
        if (glob.isEmpty()) {
            if (Files.isRegularFile(path)) {
                found.add(path);
            }
            return new WatchedFiles(found);
        }
        try (DirectoryStream<Path> directory = Files.newDirectoryStream(path, glob.get())) {
            for (Path file : directory) {
                if (Files.isRegularFile(file) && !Files.isHidden(file)) {
                    found.add(file);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return new WatchedFiles(List.of());
        }
        found.sort((a, b) -> name(a).compareTo(name(b)));
        return new WatchedFiles(found);
    }

    /** Returns a digest of names, sizes and times of change, by which two looks are compared. */
    String snapshot() throws IOException {
        List<JsonValue> all = new ArrayList<>();
        for (Path file : files) {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            all.add(JsonObject.builder()
                    .put("name", name(file))
                    .put("size", found.size())
                    .put("changed", found.lastModifiedTime().toInstant().toString())
                    .build());
        }
        return Digest.of(CanonicalJson.bytes(new JsonArray(all))).text();
    }

    /** Returns name, size and digest of each, from its bytes. */
    JsonObject observed() throws IOException, InterruptedException {
        List<JsonValue> all = new ArrayList<>();
        for (Path file : files) {
            all.add(observed(file));
        }
        return JsonObject.builder().put("files", new JsonArray(all)).build();
    }

    private static JsonObject observed(Path file) throws IOException, InterruptedException {
        MessageDigest sha256 = Digest.sha256();
        long size = 0;
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sha256.update(buffer, 0, read);
                size += read;
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        }
        return JsonObject.builder()
                .put("name", name(file))
                .put("size", size)
                .put("digest", Digest.ofRaw(sha256.digest()).text())
                .build();
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
