package dev.avow.console;

import dev.avow.engine.history.Page;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A page, and the command that gave it.
 *
 * @param next where the next page begins; empty if this is the last
 */
record Sheet<T>(List<T> rows, Optional<String> next, CommandSpec command) {

    static <T> Sheet<T> of(Page<T> page, CommandSpec command) {
        return new Sheet<>(page.items(), page.next(), command);
    }

    /** Returns the same command for the page after this one. */
    String again(String cursor) {
        return Again.with(command, "--before", cursor);
    }
}
