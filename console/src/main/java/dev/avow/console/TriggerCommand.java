package dev.avow.console;

import dev.avow.engine.identity.JsonObject;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code avow trigger}: a manual run of a job. */
@Command(
        name = "trigger",
        mixinStandardHelpOptions = true,
        description =
                "Declares a manual run of a job now: its tasks that come after no other; those after them follow.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:done",
            "1:refused, not taken, or left by you: nothing was done",
            "2:bad usage, no store, or no engine",
            "3:what was done is not known"
        })
final class TriggerCommand extends WritingCommand {

    @Mixin
    private final OneJob job = new OneJob();

    @Option(
            names = {"-p", "--param"},
            paramLabel = "NAME=VALUE",
            description = "A param of the job, once for each; its value is read as the type that the job defines.")
    private Map<String, String> params = new TreeMap<>();

    @Option(
            names = "--request",
            paramLabel = "KEY",
            description = "The same request is declared once, however often it is given. Default: a new one, which is"
                    + " printed.")
    private @Nullable String request;

    private final String made = "cli-" + Desk.random();

    TriggerCommand(Outside outside) {
        super("trigger", outside);
    }

    @Override
    JsonObject arguments() {
        Arguments given = new Arguments();
        params.forEach(given::put);
        return new Arguments()
                .put("job", job.get())
                .put("params", given)
                .put("request", key())
                .json();
    }

    private String key() {
        String given = request;
        return given == null ? made : given;
    }

    @Override
    String look() {
        return "avow history " + Shell.word(job.get()) + store.repeated() + "\nGiving it again with --request "
                + Shell.word(key()) + " declares nothing twice.";
    }
}
