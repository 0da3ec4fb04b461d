package dev.avow.console;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** The command that was given, to be given again. */
final class Again {

    private Again() {}

    /** Returns it as a person may copy it to a shell, with an option set to something else. */
    static String with(CommandSpec command, String option, String value) {
        List<String> words = new ArrayList<>();
        List<String> given = command.root().commandLine().getParseResult().originalArgs();
        for (int i = 0; i < given.size(); i++) {
            if (given.get(i).equals(option)) {
                i++; // its value
            } else if (!given.get(i).startsWith(option + "=")) {
                words.add(given.get(i));
            }
        }
        return Stream.of(Stream.of(command.root().name()), words.stream(), Stream.of(option, value))
                .flatMap(all -> all)
                .map(Shell::word)
                .collect(Collectors.joining(" "));
    }
}
