package dev.avow.console;

import dev.avow.engine.history.History;
import dev.avow.engine.history.Page;
import dev.avow.engine.history.RunView;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code avow history}: the runs of a job. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the runs of a job, newest occasion first.",
            "The spec is cut to 12 hex digits; --json has it whole. Where there is a next page, the command for it"
                    + " goes to standard error."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:done", "1:the job has no runs in the store", "2:bad usage, cursor or limit, or no store"})
final class HistoryCommand extends JobCommand {

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

    @Option(
            names = "--json",
            description = "One JSON document on one line: job, runs, and next if there is a next page.")
    private boolean json;

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
        print(page);
        return true;
    }

    private Page<RunView> page(History history) {
        String cursor = before;
        return cursor == null ? history.runs(job, limit) : history.runs(job, limit, cursor);
    }

    private void print(Page<RunView> page) {
        if (json) {
            streams.out().append(Json.line(Views.page(job, page))).append('\n');
            return;
        }
        RunTable.of(page.items()).printTo(streams.out());
        page.next().ifPresent(this::hint);
    }

    private void hint(String next) {
        streams.out().flush(); // why: a terminal shows both, and the hint stands last
        streams.err()
                .println("Next page: avow history " + Shell.word(job) + options.repeated() + " --limit " + limit
                        + " --before " + Shell.word(next));
    }
}
