package dev.avow.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avow.engine.history.History;
import dev.avow.engine.history.HistoryQuery;
import dev.avow.engine.history.Page;
import dev.avow.engine.history.RunView;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
        exitCodeList = {"0:done", "1:the store knows no such job", "2:bad usage, filter, cursor or limit, or no store"})
final class HistoryCommand extends LookingCommand {

    @Mixin
    private final OneJob job = new OneJob();

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
        Optional<String> one = job.find();
        HistoryQuery query = filters.query(one);
        Page<RunView> page =
                pages.of(limit -> history.runs(query, limit), (limit, cursor) -> history.runs(query, limit, cursor));
        ObjectNode document = Json.object();
        one.filter(name -> page.items().isEmpty()).ifPresent(store::requireJob);
        one.ifPresent(name -> document.put("job", name));
        format.print(streams, one.isEmpty() ? Runs.OF_ALL : Runs.OF_JOB, Sheet.of(page, command), document);
        if (filters.stopsAtInput() && !page.items().isEmpty() && !format.json()) {
            streams.hint("With what came after these runs: " + Again.downstream(command));
        }
    }
}
