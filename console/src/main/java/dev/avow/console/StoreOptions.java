package dev.avow.console;

import dev.avow.engine.identity.Printable;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which store a command is about. */
final class StoreOptions {

    private static final String DEFAULT = "avow-data";

    private final Map<String, String> environment;

    @Option(
            names = "--db",
            paramLabel = "URL|DIR",
            description = {
                "The store: a JDBC URL of PostgreSQL or H2, or the directory of an embedded store, also while an"
                        + " engine runs on it. Default: what AVOW_DB says, else the directory '" + DEFAULT + "' here.",
                "The user and password of a URL come from AVOW_DB_USER and AVOW_DB_PASSWORD, or from --credentials;"
                        + " a URL that holds them is refused. A directory needs none."
            })
    private @Nullable String db;

    @Option(
            names = "--credentials",
            paramLabel = "FILE",
            description = "Properties 'user' and 'password' for a JDBC URL, in place of AVOW_DB_USER and"
                    + " AVOW_DB_PASSWORD; refused if others than its owner may read or change the file.")
    private @Nullable String credentials;

    StoreOptions(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** @throws InputException if there is no store, or it cannot be read */
    OpenStore open() {
        return open(OpenStore::directory, OpenStore::database);
    }

    /**
     * As {@link #open()}, with the directory of contents above 1 MiB of a database.
     *
     * @throws InputException as there, or if the directory is no name, or the store is a directory, which has its own
     */
    OpenStore open(Optional<String> contents) {
        if (contents.isEmpty()) {
            return open();
        }
        Path directory = path(contents.get());
        return open(
                name -> {
                    throw new InputException(
                            "Option --contents is for a JDBC URL, and the store is a directory, which has"
                                    + " its contents. Leave it out, or give a URL with --db.");
                },
                (url, who) -> OpenStore.database(url, who, directory));
    }

    private static Path path(String directory) {
        try {
            return Path.of(directory);
        } catch (InvalidPathException e) {
            throw new InputException(
                    "'" + Printable.text(directory) + "' is not a directory's name. Give another with --contents.", e);
        }
    }

    /** Returns the directory of an embedded store, or empty if the store is a database, whose large contents lie elsewhere. */
    Optional<String> directory() {
        return Optional.of(location()).filter(location -> !JdbcUrl.is(location));
    }

    /**
     * As {@link #open()}, to submit commands.
     *
     * @throws InputException if there is no store, or no engine has it open
     */
    OpenStore command() {
        return open(OpenStore::commandDirectory, OpenStore::commandDatabase);
    }

    private OpenStore open(
            Function<String, OpenStore> directories, BiFunction<JdbcUrl, Credentials, OpenStore> databases) {
        String location = location();
        String file = credentials;
        if (JdbcUrl.is(location)) {
            JdbcUrl url = new JdbcUrl(location);
            return databases.apply(url, file == null ? Credentials.of(environment) : Credentials.file(file));
        }
        if (file != null) {
            throw new InputException("Option --credentials is for a JDBC URL, and the store is a directory."
                    + " Leave it out, or give a URL with --db.");
        }
        return directories.apply(location);
    }

    private String location() {
        String given = db;
        if (given != null) {
            return given;
        }
        String inherited = environment.getOrDefault("AVOW_DB", "");
        return inherited.isEmpty() ? DEFAULT : inherited;
    }

    /** Returns the options as they were given, for a command that reads the same store again. */
    String repeated() {
        return option("--db", db) + option("--credentials", credentials);
    }

    private static String option(String name, @Nullable String value) {
        return value == null ? "" : " " + name + " " + Shell.word(value);
    }
}
