package dev.avow.engine.evidence;

import dev.avow.engine.identity.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of an export. */
record Tree(Path root) {

    /** Returns all files by their name below the root. */
    SortedMap<String, byte[]> files() throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    /** Returns the digest of each file, by name. */
    SortedMap<String, Digest> digests() throws IOException {
        SortedMap<String, Digest> digests = new TreeMap<>();
        files().forEach((name, content) -> digests.put(name, Digest.of(content)));
        return digests;
    }

    String text(String name) throws IOException {
        return Files.readString(root.resolve(name));
    }

    void write(String name, String text) throws IOException {
        Files.writeString(root.resolve(name), text);
    }

    void replace(String name, String old, String by) throws IOException {
        String text = text(name);
        if (!text.contains(old)) {
            throw new IllegalStateException(name + " has no " + old + ": " + text);
        }
        write(name, text.replace(old, by));
    }

    /** Makes the lists fit the files, as who changes both does. */
    void sum(String run) throws IOException {
        write(run + "/SHA256SUMS", new Tree(root.resolve(run)).lines());
        sum();
    }

    /** As {@link #sum(String)}, of the list of the whole export alone. */
    void sum() throws IOException {
        write("SHA256SUMS", lines());
    }

    private String lines() throws IOException {
        StringBuilder lines = new StringBuilder();
        files().forEach((name, content) -> {
            if (!List.of("SHA256SUMS", "statement.json", "envelope.dsse.json").contains(name)) {
                lines.append(Digest.of(content).hex()).append("  ").append(name).append('\n');
            }
        });
        return lines.toString();
    }

    Tree copyTo(Path target) throws IOException {
        for (var file : files().entrySet()) {
            Path to = target.resolve(file.getKey());
            Files.createDirectories(to.getParent());
            Files.write(to, file.getValue());
        }
        return new Tree(target);
    }

    void delete() throws IOException {
        for (String name : files().keySet()) {
            Files.delete(root.resolve(name));
        }
    }

    /** Returns the names of files that have a text. */
    List<String> with(String text) throws IOException {
        return files().entrySet().stream()
                .filter(file -> new String(file.getValue(), StandardCharsets.UTF_8).contains(text))
                .map(Map.Entry::getKey)
                .toList();
    }
}
