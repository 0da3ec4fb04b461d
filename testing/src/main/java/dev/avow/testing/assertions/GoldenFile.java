package dev.avow.testing.assertions;

import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.history.JsonDifferences;
import dev.avow.engine.history.SpecChange.Difference;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonRefusedException;
import dev.avow.engine.identity.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The file of a declaration that a test expects: its canonical bytes. */
final class GoldenFile {

    private static final String ACCEPT = "avow.accept";

    private final Path file;

    GoldenFile(Path file) {
        this.file = file;
    }

    /** Writes the file, if that is asked for; else says what is wrong with it, if something is. */
    Optional<String> fault(Declaration declaration) {
        try {
            if (Boolean.getBoolean(ACCEPT)) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.write(file, declaration.canonicalBytes());
                return Optional.empty();
            }
            if (!Files.exists(file)) {
                return Optional.of("Golden file '" + file + "' is not there. Write it with -D" + ACCEPT
                        + "=true, read it, and commit it.");
            }
            byte[] golden = Files.readAllBytes(file);
            return difference(CanonicalJson.parse(golden), declaration).or(() -> form(golden, declaration));
        } catch (JsonRefusedException e) {
            return Optional.of("Golden file '" + file + "' is not a declaration: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<String> difference(JsonValue golden, Declaration declaration) {
        List<Difference> differences = JsonDifferences.between(golden, declaration.toJson());
        if (differences.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(differences.stream()
                .map(GoldenFile::line)
                .collect(Collectors.joining(
                        "",
                        "Declaration differs from golden file '" + file + "':",
                        "\nIf that is meant, write the file anew with -D" + ACCEPT + "=true.")));
    }

    private Optional<String> form(byte[] golden, Declaration declaration) {
        byte[] declared = declaration.canonicalBytes();
        int at = Arrays.mismatch(golden, declared);
        return at < 0
                ? Optional.empty()
                : Optional.of("Golden file '" + file
                        + "' holds the same declaration in another form: its bytes differ from"
                        + " the canonical ones from offset " + at + " on, and it has " + golden.length + " bytes, not "
                        + declared.length + ". Write it anew with -D" + ACCEPT
                        + "=true, and let no editor format it or end it with a newline.");
    }

    private static String line(Difference difference) {
        return "\n  " + difference.pointer() + "\n    golden:   "
                + difference.before().orElse("nothing") + "\n    declared: "
                + difference.after().orElse("nothing");
    }
}
