package dev.avow.console;

import dev.avow.engine.identity.Printable;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * Who asks a database; what is not there is left to its driver.
 *
 * @param password never shown, and never in a message
 */
record Credentials(Optional<String> user, Optional<String> password) {

    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private static final Set<String> MEMBERS = Set.of("user", "password");

    /** Returns what {@code AVOW_DB_USER} and {@code AVOW_DB_PASSWORD} say; an empty value says nothing. */
    static Credentials of(Map<String, String> environment) {
        return new Credentials(value(environment, "AVOW_DB_USER"), value(environment, "AVOW_DB_PASSWORD"));
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /**
     * Returns what a file of properties says: {@code user} and {@code password}, and nothing else.
     *
     * @throws InputException if others than its owner may read or change the file, or it is not such a file
     */
    static Credentials file(String name) {
        try {
            Path path = Path.of(name);
            refuseShared(path, name);
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
                properties.load(reader);
            }
            return of(properties, name);
        } catch (NoSuchFileException e) {
            throw new InputException("There is no file " + shown(name) + ". Give another with --credentials.", e);
        } catch (IOException | IllegalArgumentException e) {
            throw new InputException(
                    "File " + shown(name) + " cannot be read as properties in UTF-8."
                            + " Give a readable file with the lines user=... and password=....",
                    e);
        }
    }

    private static void refuseShared(Path path, String name) throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
        if (!OWNERS.containsAll(permissions)) {
            throw new InputException("File " + shown(name) + " with a password is open to others: "
                    + PosixFilePermissions.toString(permissions) + ". Run chmod 600 on it.");
        }
    }

    private static Credentials of(Properties properties, String name) {
        if (!properties.keySet().equals(MEMBERS)) {
            throw new InputException("File " + shown(name)
                    + " does not say user and password alone. Give a file with the lines user=... and password=....");
        }
        return new Credentials(
                Optional.of(properties.getProperty("user")), Optional.of(properties.getProperty("password")));
    }

    private static String shown(String name) {
        return "'" + Printable.text(name) + "'";
    }

    /** Hides the password. */
    @Override
    public String toString() {
        return "Credentials of " + user.map(Printable::quoted).orElse("nobody");
    }
}
