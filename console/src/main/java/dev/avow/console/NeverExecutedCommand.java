package dev.avow.console;

import dev.avow.engine.history.History;
import dev.avow.engine.history.NeverExecuted;
import dev.avow.engine.history.Page;
import dev.avow.engine.history.RunView;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code avow never-executed}: what was not executed, and why. */
@Command(
        name = "never-executed",
        mixinStandardHelpOptions = true,
        description = {
            "Lists what was never executed, and why, newest first: runs without an attempt, which wait, were denied or"
                    + " ended before; and slots and tasks that have no run, since they were refused, skipped or are not"
                    + " declared.",
            "A table has the first line of each message; --json and --csv have all of it."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:done", "1:the store knows no such job", "2:bad usage, cursor or limit, or no store"})
final class NeverExecutedCommand extends LookingCommand {

    static final Listing<NeverExecuted> LISTING = Listing.of(
            "neverExecuted",
            List.of(
                    Column.text("kind", NeverExecuted::kind),
                    Column.text("job", NeverExecuted::job),
                    Column.<NeverExecuted>optional("task", NeverExecuted::task).shown(NeverExecutedCommand::task),
                    Column.text("occasion", NeverExecuted::occasion),
                    Column.text("at", NeverExecuted::at),
                    Column.text("reason", NeverExecuted::reason),
                    Column.<NeverExecuted>optional(
                            "identity", item -> item.run().map(RunView::identity)),
                    Column.<NeverExecuted>text("message", NeverExecuted::message)
                            .shown(item -> item.message().lines().findFirst().orElse("-"))));

    @Mixin
    private final OneJob job = new OneJob();

    @Mixin
    private final PageOptions pages = new PageOptions();

    NeverExecutedCommand(Outside outside) {
        super(outside);
    }

    @Override
    void print(OpenStore store) {
        History history = store.history();
        Optional<String> wanted = job.find();
        Page<NeverExecuted> page = pages.of(
                limit -> history.neverExecuted(wanted, limit),
                (limit, cursor) -> history.neverExecuted(wanted, limit, cursor));
        wanted.filter(name -> page.items().isEmpty()).ifPresent(store::requireJob);
        format.print(streams, LISTING, Sheet.of(page, command), Json.object());
    }

    private static String task(NeverExecuted item) {
        return item.run().map(RunWords::task).or(item::task).orElse("-");
    }
}
