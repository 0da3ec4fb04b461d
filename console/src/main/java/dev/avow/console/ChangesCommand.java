package dev.avow.console;

import dev.avow.engine.history.SpecChange;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code avow changes}: what changed in what a job declares. */
@Command(
        name = "changes",
        mixinStandardHelpOptions = true,
        description = "Lists, for each task of a job, the specs that it had: since when, the first identity that was"
                + " declared from each, and what differs from the one before.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:done", "1:the job has no runs in the store", "2:bad usage, or no store"})
final class ChangesCommand extends JobCommand {

    @Option(
            names = "--json",
            description = "One JSON document on one line: job, changes (oldest first; before and after of a"
                    + " difference are JSON texts).")
    private boolean json;

    ChangesCommand(Streams streams, Map<String, String> environment) {
        super(streams, environment);
    }

    @Override
    boolean print(OpenStore store) {
        List<SpecChange> changes = store.history().changes(job);
        if (changes.isEmpty()) {
            return false;
        }
        if (json) {
            streams.out().append(Json.line(Views.changes(job, changes))).append('\n');
        } else {
            new ChangesText(streams.out()).print(changes);
        }
        return true;
    }
}
