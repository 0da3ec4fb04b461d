package dev.avow.engine.declaration;

import dev.avow.engine.identity.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A document of the test resources with the digest that stands beside it. */
record Golden(String folder, String name) {

    private static final Path RESOURCES = Path.of("src", "test", "resources");

    static List<Golden> declarations() {
        return in("identity/v1");
    }

    static List<Golden> specs() {
        return in("spec/v1");
    }

    static List<Golden> all() {
        return Stream.concat(declarations().stream(), specs().stream()).toList();
    }

    static List<Golden> in(String folder) {
        try (Stream<Path> files = Files.list(RESOURCES.resolve(folder))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".json"))
                    .sorted()
                    .map(file -> new Golden(folder, file.replace(".json", "")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file() {
        return RESOURCES.resolve(folder).resolve(name + ".json");
    }

    byte[] bytes() {
        return read(name + ".json");
    }

    String sumFile() {
        return new String(read(name + ".sha256"), StandardCharsets.UTF_8);
    }

    String digest() {
        return "sha256:" + sumFile().substring(0, 64);
    }

    String line() {
        return folder + "/" + name + " " + Digest.of(bytes());
    }

    private byte[] read(String file) {
        try {
            return Files.readAllBytes(RESOURCES.resolve(folder).resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
