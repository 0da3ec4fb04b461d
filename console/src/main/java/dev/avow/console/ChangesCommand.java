package dev.avow.console;

import dev.avow.engine.history.SpecChange;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code avow changes}: what changed in what a job declares. */
@Command(
        name = "changes",
        mixinStandardHelpOptions = true,
        description = "Lists, for each task of a job, the specs that it had: since when, the first identity that was"
                + " declared from each, and what differs from the one before.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:done", "1:the job has no runs in the store", "2:bad usage, or no store"})
final class ChangesCommand implements Callable<Integer> {

    private final Streams streams;

    @Mixin
    private final StoreOptions options;

    @Parameters(paramLabel = "JOB", description = "The name of a job.")
    private String job = "";

    @Option(
            names = "--json",
            description = "One JSON document on one line: job, changes (oldest first; before and after of a"
                    + " difference are JSON texts).")
    private boolean json;

    ChangesCommand(Streams streams, Map<String, String> environment) {
        this.streams = streams;
        this.options = new StoreOptions(environment);
    }

    @Override
    public Integer call() {
        try (OpenStore store = options.open()) {
            List<SpecChange> changes = store.history().changes(job);
            if (changes.isEmpty()) {
                streams.err().println(store.unknownJob(job));
                return Main.DOES_NOT_HOLD;
            }
            if (json) {
                streams.out().append(Json.line(Views.changes(job, changes))).append('\n');
            } else {
                new ChangesText(streams.out()).print(changes);
            }
            return Main.DONE;
        }
    }
}
