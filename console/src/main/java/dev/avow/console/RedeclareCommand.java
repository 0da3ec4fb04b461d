package dev.avow.console;

import dev.avow.engine.identity.JsonObject;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code avow redeclare}: new runs for an occasion. */
@Command(
        name = "redeclare",
        mixinStandardHelpOptions = true,
        description =
                "Declares an occasion anew from today's definition: new runs, with identities of their own, of its"
                        + " tasks that come after no other, and of those after them. To execute an old declaration again, use"
                        + " rerun.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:done",
            "1:refused, not taken, or left by you: nothing was done",
            "2:bad usage, no store, or no engine",
            "3:what was done is not known"
        })
final class RedeclareCommand extends WritingCommand {

    @Parameters(index = "0", paramLabel = "JOB", description = "The name of a job that the engine has registered.")
    private String job = "";

    @Parameters(
            index = "1",
            paramLabel = "OCCASION",
            description = "An occasion's key, as 'avow history JOB' prints it: slot:default:2026-01-05T03:00:00Z.")
    private String occasion = "";

    @Option(names = "--task", paramLabel = "TASK", description = "Only this task, and those after it.")
    private @Nullable String task;

    RedeclareCommand(Outside outside) {
        super("redeclare", outside);
    }

    @Override
    JsonObject arguments() {
        return new Arguments()
                .put("job", job)
                .put("occasion", occasion)
                .putIf("task", task)
                .json();
    }

    @Override
    String look() {
        return "avow history " + Shell.word(job) + store.repeated();
    }
}
