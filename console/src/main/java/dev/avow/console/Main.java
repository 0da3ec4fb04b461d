package dev.avow.console;

import dev.avow.engine.identity.Printable;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.time.InstantSource;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command {@code avow}.
 *
 * <p>Exit codes: 0 done, 1 what was asked for does not hold, does not exist or was refused, 2 bad usage or bad input, 3
 * what an engine did is not known.
 */
@Command(
        name = "avow",
        mixinStandardHelpOptions = true,
        version = "avow 0.1.0",
        description =
                "Computes identities of declarations, looks at what was declared and run, and has an engine change that.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:done",
            "1:what was asked for does not hold, does not exist or was refused",
            "2:bad usage or bad input, no store, or no engine",
            "3:what an engine did is not known"
        })
public final class Main {

    static final int DONE = 0;
    static final int DOES_NOT_HOLD = 1;
    static final int BAD = 2;
    static final int NOT_KNOWN = 3;

    private static final int OUT_BUFFER = 1 << 16;

    private Main() {}

    /** Runs one command of the process's arguments, and ends the process with its exit code. */
    public static void main(String[] args) {
        Streams streams = Streams.of(
                System.in,
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), OUT_BUFFER),
                new FileOutputStream(FileDescriptor.err));
        System.exit(run(streams.at(Terminal.find().isPresent()), System.getenv(), args));
    }

    /** Runs one command with the variables of an environment, and returns its exit code. */
    static int run(Streams streams, Map<String, String> environment, String... args) {
        return run(Outside.of(streams, environment), args);
    }

    /** Runs one command, and returns its exit code. */
    static int run(Outside outside, String... args) {
        return run(outside, InstantSource.system(), args);
    }

    /** As {@link #run(Outside, String...)}, with this clock for what says as of when it holds. */
    static int run(Outside outside, InstantSource clock, String... args) {
        Streams streams = outside.streams();
        int code;
        try {
            code = commandLine(outside, clock).execute(args);
        } catch (Error e) { // why: an exit code of 1 would say that something was found
            streams.err().println(Failures.text(e));
            return BAD;
        }
        streams.out().flush();
        if (streams.out().checkError()) {
            streams.err().println("Output cannot be written. Check where it goes, and run again.");
            return BAD;
        }
        return code;
    }

    private static CommandLine commandLine(Outside outside, InstantSource clock) {
        Streams streams = outside.streams();
        Map<String, String> environment = outside.environment();
        return new CommandLine(new Main())
                .addSubcommand(new IdentityCommand(streams))
                .addSubcommand(new CanonicalizeCommand(streams))
                .addSubcommand(SclCommand.commandLine(streams, environment))
                .addSubcommand(new HistoryCommand(outside))
                .addSubcommand(new ShowCommand(streams, environment))
                .addSubcommand(new OutputCommand(streams, environment))
                .addSubcommand(new ChangesCommand(outside))
                .addSubcommand(new JobsCommand(outside))
                .addSubcommand(new NeverExecutedCommand(outside))
                .addSubcommand(new LineageCommand(outside))
                .addSubcommand(new CandidatesCommand(outside))
                .addSubcommand(new UpcomingCommand(outside))
                .addSubcommand(new StatsCommand(outside))
                .addSubcommand(new ReportCommand(streams, environment, clock))
                .addSubcommand(new ExportCommand(streams, environment))
                .addSubcommand(new VerifyCommand(outside))
                .addSubcommand(new PreviewCommand(outside))
                .addSubcommand(new TriggerCommand(outside))
                .addSubcommand(new RunCommand.Rerun(outside))
                .addSubcommand(new RedeclareCommand(outside))
                .addSubcommand(new RunCommand.Release(outside))
                .addSubcommand(new RunCommand.Approve(outside))
                .addSubcommand(new RunCommand.Reject(outside))
                .addSubcommand(new RunCommand.Cancel(outside))
                .addSubcommand(new PauseCommand.Pause(outside))
                .addSubcommand(new PauseCommand.Resume(outside))
                .addSubcommand(new CommandLine(new BackfillCommand(outside))
                        .addSubcommand(new BackfillStatusCommand(streams, environment))
                        .addSubcommand(new BackfillCommand.Cancel(outside)))
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
        streams.hint(Failures.text(e));
        return e instanceof NotHeldException ? DOES_NOT_HOLD : BAD;
    }
}
