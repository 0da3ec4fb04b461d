package dev.avow.console;

import dev.avow.engine.history.SpecChange;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code avow changes}: what changed in what a job declares. */
@Command(
        name = "changes",
        mixinStandardHelpOptions = true,
        description = {
            "Lists, for each task of a job, the specs that it had: since when, the first identity that was declared from"
                    + " each, and what differs from the one before: - is taken away, + is added; texts of more than"
                    + " one line are compared line by line.",
            "With --json, a JSON Patch (RFC 6902) stands beside it; with --csv, a row is one place that differs."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:done", "1:the job has no runs in the store", "2:bad usage, or no store"})
final class ChangesCommand extends LookingCommand {

    @Parameters(paramLabel = "JOB", description = "The name of a job.")
    private String job = "";

    @Mixin
    private final ColorOption color;

    ChangesCommand(Outside outside) {
        super(outside);
        this.color = new ColorOption(outside.environment());
    }

    @Override
    void print(OpenStore store) {
        Color painting = color.color(streams);
        List<SpecChange> changes = store.history().changes(job);
        if (changes.isEmpty()) {
            throw store.unknownJob(job);
        }
        if (format.json()) {
            Listing<SpecChange> listing = Changes.withPatches(new SpecPatches(store.store()));
            format.print(streams, listing, changes, Json.object().put("job", job));
        } else if (format.csv()) {
            format.print(streams, Changes.Place.ALL, Changes.Place.of(changes), Json.object());
        } else {
            new ChangesText(streams.out(), painting).print(changes);
        }
    }
}
