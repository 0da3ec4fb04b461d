package dev.avow.console;

import dev.avow.db.ContentStore;
import dev.avow.engine.history.AttemptView.OutputView;
import dev.avow.engine.identity.Identity;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code avow output}: what an attempt of a run put out. */
@Command(
        name = "output",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the content of an output of a run, exactly, after it was compared with the output's digest.",
            "On a terminal, only text is written, and what could steer the terminal is escaped. Outputs that are private"
                    + " or erased are not written."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:done",
            "1:there is no such run, attempt or output, it is private, erased or lost, or its content is another",
            "2:bad usage, no store, or it cannot be written"
        })
final class OutputCommand implements Callable<Integer> {

    private final Streams streams;

    @Mixin
    private final StoreOptions options;

    @Parameters(index = "0", paramLabel = "IDENTITY", description = Identities.HELP)
    private String identity = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NAME",
            description = "The name of an output. It may be left out where the attempt has just one.")
    private @Nullable String name;

    @Option(names = "--attempt", paramLabel = "N", description = "Of which attempt. Default: the newest.")
    private @Nullable Integer attempt;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description =
                    "Write to this file, which must not be there; - for standard output, exactly, also on a terminal.")
    private @Nullable String file;

    @Option(names = "--force", description = "Replaces a file that is there.")
    private boolean force;

    @Option(
            names = "--contents",
            paramLabel = "DIR",
            description = "Where a store at a JDBC URL has its contents above 1 MiB.")
    private @Nullable String contents;

    OutputCommand(Streams streams, Map<String, String> environment) {
        this.streams = streams;
        this.options = new StoreOptions(environment);
    }

    @Override
    public Integer call() {
        Identities.digits(identity);
        Integer number = attempt;
        try (OpenStore store = options.open(Optional.ofNullable(contents))) {
            Identity wanted = Identities.find(store, identity);
            OutputView output = new ChosenOutput(store, wanted)
                    .find(number == null ? OptionalInt.empty() : OptionalInt.of(number), Optional.ofNullable(name));
            Contents.Opener opener = () -> open(store, output);
            String target = file;
            if (target == null) {
                new Contents(streams).write(opener, output);
            } else if (target.equals("-")) {
                new Contents(streams.at(false)).write(opener, output);
            } else {
                new NewFile(target, force).write(opener);
                streams.hint("Wrote " + output.size() + " bytes, " + output.digest() + ".");
            }
            return Main.DONE;
        }
    }

    private InputStream open(OpenStore store, OutputView output) {
        return store.store().contents().open(output.digest().text()).orElseThrow(() -> lost(store, output));
    }

    private RuntimeException lost(OpenStore store, OutputView output) {
        if (output.size() > ContentStore.MAX_IN_DATABASE && options.directory().isEmpty() && contents == null) {
            return new InputException(
                    "Content " + output.digest() + " is above 1 MiB, and lies in a directory beside the"
                            + " database. Name that directory with --contents.");
        }
        return new NotHeldException(
                "Content " + output.digest() + " is not in " + store.shown() + ". Restore it from a backup.");
    }
}
