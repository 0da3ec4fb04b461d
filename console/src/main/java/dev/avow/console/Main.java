package dev.avow.console;

import dev.avow.engine.identity.Printable;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command {@code avow}.
 *
 * <p>Exit codes: 0 done, 1 what was asked for does not hold or does not exist, 2 bad usage or bad input.
 */
@Command(
        name = "avow",
        mixinStandardHelpOptions = true,
        version = "avow 0.1.0",
        description = "Computes identities of declarations, and looks at what was declared and run.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:done", "1:what was asked for does not hold or does not exist", "2:bad usage or bad input"})
public final class Main {

    static final int DONE = 0;
    static final int DOES_NOT_HOLD = 1;
    static final int BAD = 2;

    private static final int OUT_BUFFER = 1 << 16;

    private Main() {}

    /** Runs one command of the process's arguments, and ends the process with its exit code. */
    public static void main(String[] args) {
        Streams streams = Streams.of(
                System.in,
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), OUT_BUFFER),
                new FileOutputStream(FileDescriptor.err));
        System.exit(run(streams, System.getenv(), args));
    }

    /** Runs one command with the variables of an environment, and returns its exit code. */
    static int run(Streams streams, Map<String, String> environment, String... args) {
        int code = commandLine(streams, environment).execute(args);
        streams.out().flush();
        if (streams.out().checkError()) {
            streams.err().println("Output cannot be written. Check where it goes, and run again.");
            return BAD;
        }
        return code;
    }

    private static CommandLine commandLine(Streams streams, Map<String, String> environment) {
        return new CommandLine(new Main())
                .addSubcommand(new IdentityCommand(streams))
                .addSubcommand(new CanonicalizeCommand(streams))
                .addSubcommand(new HistoryCommand(streams, environment))
                .addSubcommand(new ShowCommand(streams, environment))
                .addSubcommand(new ChangesCommand(streams, environment))
                .setOut(streams.outWriter())
                .setErr(streams.errWriter())
                .setParameterExceptionHandler((e, args) -> usage(e, streams))
                .setExecutionExceptionHandler((e, command, parsed) -> failure(e, streams));
    }

    private static int usage(CommandLine.ParameterException e, Streams streams) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        streams.err().println(Printable.text(String.valueOf(e.getMessage())) + ". Run '" + command + " --help'.");
        return BAD;
    }

    private static int failure(Exception e, Streams streams) {
        streams.err().println(Failures.text(e));
        return BAD;
    }
}
