package dev.avow.console;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code avow scl}: declarations in the terms of the public protocol SCL:V1. */
@Command(
        name = "scl",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a declaration as a document of the public protocol SCL:V1, and hashes such documents.",
            "An SCL hash is an alias: another name of a declaration, beside its identity and never instead of it."
        })
final class SclCommand {

    private SclCommand() {}

    static CommandLine commandLine(Streams streams, Map<String, String> environment) {
        return new CommandLine(new SclCommand())
                .addSubcommand(new SclExportCommand(streams, environment))
                .addSubcommand(new SclHashCommand(streams));
    }
}
