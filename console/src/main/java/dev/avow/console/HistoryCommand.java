package dev.avow.console;

import dev.avow.engine.history.History;
import dev.avow.engine.history.Page;
import dev.avow.engine.history.RunView;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code avow history}: the runs of a job. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the runs of a job, newest occasion first.",
            "The spec is cut to 12 hex digits; --json and --csv have it whole. Where there is a next page, the command"
                    + " for it goes to standard error; JSON has its cursor."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:done", "1:the job has no runs in the store", "2:bad usage, cursor or limit, or no store"})
final class HistoryCommand extends JobCommand {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    @Mixin
    private final FormatOptions format = new FormatOptions();

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "How many runs at most: 1 to " + History.MAX_LIMIT + ". Default: 20.")
    private int limit = 20;

    @Option(
            names = "--before",
            paramLabel = "CURSOR",
            description = "Where a page ended: its 'next'. Lists the page that follows it.")
    private @Nullable String before;

    HistoryCommand(Streams streams, Map<String, String> environment) {
        super(streams, environment);
    }

    @Override
    boolean print(OpenStore store) {
        History history = store.history();
        Page<RunView> page = page(history);
        if (page.items().isEmpty() && history.runs(job, 1).items().isEmpty()) {
            return false;
        }
        format.print(
                streams, Runs.OF_JOB, Sheet.of(page, command), Json.object().put("job", job));
        return true;
    }

    private Page<RunView> page(History history) {
        String cursor = before;
        return cursor == null ? history.runs(job, limit) : history.runs(job, limit, cursor);
    }
}
