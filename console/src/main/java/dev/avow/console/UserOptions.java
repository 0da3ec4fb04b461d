package dev.avow.console;

import dev.avow.engine.identity.Printable;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say who asks an engine, and how long to wait for it. */
final class UserOptions {

    private static final int MAX_NAME = 200;
    private static final int MAX_WAIT = 24 * 60 * 60;

    private final Map<String, String> environment;

    @Option(
            names = "--as",
            paramLabel = "NAME",
            description = "Who asks: stored, and told by events. Default: what AVOW_USER says. Nobody checks that it is"
                    + " you: whoever may write to the database can name anybody.")
    private @Nullable String as;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            description = "How long to wait for an engine to take the command, and then as long for its answer."
                    + " Default: 30.")
    private int wait = 30;

    @Option(
            names = "--json",
            description = "One JSON document on one line: verb, by, plan, and, if it was done, state and answer.")
    private boolean json;

    UserOptions(Map<String, String> environment) {
        this.environment = environment;
    }

    /** @throws InputException if nobody is named, or the name is not valid */
    String name() {
        String given = as;
        String name = given == null ? environment.getOrDefault("AVOW_USER", "") : given;
        if (given == null && name.isEmpty()) {
            throw new InputException("Nobody is named who asks. Say it with --as NAME, or set AVOW_USER.");
        }
        if (name.isBlank() || name.length() > MAX_NAME || !Printable.text(name).equals(name)) {
            throw new InputException(
                    "User " + Printable.quoted(name) + " is not valid. Give a name of 1 to 200 printable characters.");
        }
        return name;
    }

    /** @throws InputException if it is no time to wait */
    Duration patience() {
        if (wait < 1 || wait > MAX_WAIT) {
            throw new InputException("Wait of " + wait + " s is not valid. Give 1 to " + MAX_WAIT + " seconds.");
        }
        return Duration.ofSeconds(wait);
    }

    boolean json() {
        return json;
    }
}
