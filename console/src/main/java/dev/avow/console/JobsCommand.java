package dev.avow.console;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code avow jobs}: the jobs of a store. */
@Command(
        name = "jobs",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the jobs that the store knows: registered with a schedule, declared or paused.",
            "For each schedule it says up to when its slots are decided. The next slot follows from the definition,"
                    + " which only the program has that registers the job."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:done", "2:bad usage, or no store"})
final class JobsCommand implements Callable<Integer> {

    private final Streams streams;

    @Mixin
    private final StoreOptions options;

    @Mixin
    private final FormatOptions format = new FormatOptions();

    JobsCommand(Streams streams, Map<String, String> environment) {
        this.streams = streams;
        this.options = new StoreOptions(environment);
    }

    @Override
    public Integer call() {
        try (OpenStore store = options.open()) {
            format.print(streams, Jobs.ALL, store.history().jobs(), Json.object());
            return Main.DONE;
        }
    }
}
