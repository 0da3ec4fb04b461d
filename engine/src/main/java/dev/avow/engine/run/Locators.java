package dev.avow.engine.run;

import dev.avow.engine.EngineException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Where inputs lie, as text that the store keeps: {@code file:///...} or {@code content:sha256:...}. */
final class Locators {

    private static final String CONTENT = "content:";
    private static final String FILE = "file:";

    private Locators() {}

    static String file(Path path) {
        return path.toAbsolutePath().toUri().toString();
    }

    static String content(String digest) {
        return CONTENT + digest;
    }

    /** Returns the digest of a kept content, or empty if the locator is a file's. */
    static Optional<String> contentOf(String locator) {
        return locator.startsWith(CONTENT) ? Optional.of(locator.substring(CONTENT.length())) : Optional.empty();
    }

    static Path fileOf(String locator) {
        if (!locator.startsWith(FILE)) {
            throw new EngineException("Locator '" + locator + "' is of no known kind. Restore the row from a backup.");
        }
        return Path.of(URI.create(locator));
    }
}
