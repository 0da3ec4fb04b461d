package dev.avow.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avow.engine.history.History;
import dev.avow.engine.history.HistoryQuery;
import dev.avow.engine.history.Page;
import dev.avow.engine.history.RunView;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code avow history}: runs, of a job or of all. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        description = {
            "Lists runs, newest occasion first: of a job or of all, and of these only those that all filters let"
                    + " through.",
            "The spec is cut to 12 hex digits; --json and --csv have it whole. Where there is a next page, the command"
                    + " for it goes to standard error; JSON has its cursor."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the job has no runs in the store",
            "2:bad usage, filter, cursor or limit, or no store"
        })
final class HistoryCommand extends LookingCommand {

    @Parameters(arity = "0..1", paramLabel = "JOB", description = "The name of a job. Default: all jobs.")
    private @Nullable String job;

    @Mixin
    private final FilterOptions filters = new FilterOptions();

    @Mixin
    private final PageOptions pages = new PageOptions();

    HistoryCommand(Outside outside) {
        super(outside);
    }

    @Override
    void print(OpenStore store) {
        History history = store.history();
        HistoryQuery query = filters.query(job);
        Page<RunView> page =
                pages.of(limit -> history.runs(query, limit), (limit, cursor) -> history.runs(query, limit, cursor));
        ObjectNode document = Json.object();
        String one = job;
        if (one != null) {
            if (page.items().isEmpty() && history.runs(one, 1).items().isEmpty()) {
                throw store.unknownJob(one);
            }
            document.put("job", one);
        }
        format.print(streams, one == null ? Runs.OF_ALL : Runs.OF_JOB, Sheet.of(page, command), document);
    }
}
