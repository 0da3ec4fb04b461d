package dev.avow.operators.sensor;

import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonValue;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files that a sensor waits for, as they are now.
 *
 * @param files sorted by name
 */
record WatchedFiles(List<WatchedFile> files) {

    /** Returns the file of a path if there is one, or with a glob the files in that directory, without hidden ones. */
    static WatchedFiles find(Path path, Optional<String> glob) throws IOException {
        if (glob.isEmpty()) {
            return new WatchedFiles(WatchedFile.find(path).stream().toList());
        }
        List<WatchedFile> found = new ArrayList<>();
        try (DirectoryStream<Path> directory = Files.newDirectoryStream(path, glob.get())) {
            for (Path file : directory) {
                if (!Files.isHidden(file)) {
                    WatchedFile.find(file).ifPresent(found::add);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return new WatchedFiles(List.of());
        }
        found.sort((a, b) -> a.name().compareTo(b.name()));
        return new WatchedFiles(found);
    }

    /** Returns a digest of names, sizes and times of change, by which two looks are compared. */
    String snapshot() throws IOException {
        List<JsonValue> all = new ArrayList<>();
        for (WatchedFile file : files) {
            BasicFileAttributes found = file.attributes();
            all.add(JsonObject.builder()
                    .put("name", file.name())
                    .put("size", found.size())
                    .put("changed", found.lastModifiedTime().toInstant().toString())
                    .build());
        }
        return Digest.of(CanonicalJson.bytes(new JsonArray(all))).text();
    }

    /** Returns name, size and digest of each, from its bytes, or empty if one is not the file any more that was found. */
    Optional<JsonObject> observed() throws IOException, InterruptedException {
        List<JsonValue> all = new ArrayList<>();
        for (WatchedFile file : files) {
            Optional<JsonObject> observed = file.observed();
            if (observed.isEmpty()) {
                return Optional.empty();
            }
            all.add(observed.get());
        }
        return Optional.of(JsonObject.builder().put("files", new JsonArray(all)).build());
    }
}
