package dev.avow.console;

import dev.avow.engine.history.BackfillView;
import dev.avow.engine.identity.Printable;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code avow backfill status}: how far a backfill is; reads the store, and asks no engine. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Says how far a backfill is.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:done", "1:there is no such backfill", "2:bad usage, or no store"})
final class BackfillStatusCommand implements Callable<Integer> {

    private final Streams streams;

    @Mixin
    private final StoreOptions options;

    @Parameters(paramLabel = "ID", description = "The id of a backfill, as 'avow backfill' prints it.")
    private String id = "";

    @Option(names = "--json", description = "One JSON document on one line.")
    private boolean json;

    BackfillStatusCommand(Streams streams, Map<String, String> environment) {
        this.streams = streams;
        this.options = new StoreOptions(environment);
    }

    @Override
    public Integer call() {
        try (OpenStore store = options.open()) {
            Optional<BackfillView> found = store.history().backfill(id);
            if (found.isEmpty()) {
                streams.err()
                        .println("No backfill in " + store.shown() + " has the id " + Printable.quoted(id)
                                + ". Check it, or give another store with --db.");
                return Main.DOES_NOT_HOLD;
            }
            BackfillView view = found.get();
            streams.out()
                    .append(json ? Json.line(BackfillText.json(view)) : BackfillText.line(view))
                    .append('\n');
            return Main.DONE;
        }
    }
}
