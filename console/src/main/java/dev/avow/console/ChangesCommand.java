package dev.avow.console;

import dev.avow.engine.history.SpecChange;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
        exitCodeList = {"0:done", "1:the store knows no such job", "2:bad usage, or no store"})
final class ChangesCommand extends LookingCommand {

    @Mixin
    private final OneJob job = new OneJob();

    @Mixin
    private final ColorOption color;

    ChangesCommand(Outside outside) {
        super(outside);
        this.color = new ColorOption(outside.environment());
    }

    @Override
    void print(OpenStore store) {
        Color painting = color.color(streams);
        String name = job.get();
        List<SpecChange> changes = store.history().changes(name);
        if (changes.isEmpty()) {
            store.requireJob(name);
        }
        if (format.json()) {
            Listing<SpecChange> listing = Changes.withPatches(new SpecPatches(store.store()));
            format.print(streams, listing, changes, Json.object().put("job", name));
        } else if (format.csv()) {
            format.print(streams, Changes.Place.ALL, Changes.Place.of(changes), Json.object());
        } else {
            new ChangesText(streams.out(), painting).print(changes);
            format.sayNone(streams, changes);
        }
    }
}
