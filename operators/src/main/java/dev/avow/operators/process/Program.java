package dev.avow.operators.process;

import dev.avow.engine.declaration.Context.Environment;
import dev.avow.engine.identity.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the file of a program, and checks its digest if one is declared.
 *
 * @param name an absolute path, or a name to look up
 */
record Program(String name, Environment environment) {

    /** The variable that says where programs are looked up. */
    static final String PATH = "PATH";

    /** Where they are looked up if it is not declared. */
    static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

    /** The name under which the digest of the program's file is declared. */
    static final String INTERPRETER = "interpreter";

    /** Returns the file, if there is one that may be executed. */
    Optional<Path> find() {
        try {
            return candidates()
                    .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                    .findFirst();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Returns what of the declared environment does not hold here, or empty. */
    Optional<String> objection() {
        Optional<Path> file = find();
        if (file.isEmpty()) {
            return Optional.of("Program '" + name + "' is not on this node"
                    + (isPath() ? "" : ", in '" + path() + "'")
                    + ". Install it, or declare where it is with variable(\"PATH\", ...).");
        }
        Digest declared = environment.digests().get(INTERPRETER);
        return declared == null ? Optional.empty() : objection(file.get(), declared);
    }

    private Optional<String> objection(Path file, Digest declared) {
        try {
            Digest found = digest(file);
            return found.equals(declared)
                    ? Optional.empty()
                    : Optional.of("Program '" + file + "' is not the declared interpreter. Install the declared one, or"
                            + " declare the run again.\n  declared: " + declared + "\n  found:    " + found);
        } catch (IOException e) {
            return Optional.of("Program '" + file + "' cannot be read to check its digest: " + e
                    + ". Make it readable, or do not declare its digest.");
        }
    }

    private boolean isPath() {
        return name.startsWith("/");
    }

    private String path() {
        return environment.variables().getOrDefault(PATH, DEFAULT_PATH);
    }

    private Stream<Path> candidates() {
        return isPath()
                ? Stream.of(Path.of(name))
                : Arrays.stream(path().split(":", -1))
                        .filter(directory -> directory.startsWith("/")) // why: no lookup depends on a current directory
                        .map(directory -> Path.of(directory, name));
    }

    private static Digest digest(Path file) throws IOException {
        MessageDigest sha256 = Digest.sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha256)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return Digest.ofRaw(sha256.digest());
    }
}
