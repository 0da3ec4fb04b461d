package dev.avow.console;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** The command that was given, to be given again. */
final class Again {

    private Again() {}

    /** Returns it without the place of a page, and with what came after the runs that it found. */
    static String downstream(CommandSpec command) {
        return words(command, "--before", Stream.of("--downstream"));
    }

    /** Returns it as a person may copy it to a shell, with an option set to something else. */
    static String with(CommandSpec command, String option, String value) {
        return words(command, option, Stream.of(option, value));
    }

    private static String words(CommandSpec command, String option, Stream<String> more) {
        List<String> words = new ArrayList<>();
        List<String> given = command.root().commandLine().getParseResult().originalArgs();
        for (int i = 0; i < given.size(); i++) {
            if (given.get(i).equals(option)) {
                i++; // its value
            } else if (!given.get(i).startsWith(option + "=")) {
                words.add(given.get(i));
            }
        }
        return Stream.of(Stream.of(command.root().name()), words.stream(), more)
                .flatMap(all -> all)
                .map(Shell::word)
                .collect(Collectors.joining(" "));
    }
}
