package dev.avow.console;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A command on what a store has of one job. */
abstract class JobCommand implements Callable<Integer> {

    final Streams streams;

    @Mixin
    final StoreOptions options;

    @Parameters(paramLabel = "JOB", description = "The name of a job.")
    String job = "";

    JobCommand(Streams streams, Map<String, String> environment) {
        this.streams = streams;
        this.options = new StoreOptions(environment);
    }

    /** Prints what the store has of the job, or returns false if it has no runs of it. */
    abstract boolean print(OpenStore store);

    @Override
    public final Integer call() {
        try (OpenStore store = options.open()) {
            if (print(store)) {
                return Main.DONE;
            }
            streams.err().println(store.unknownJob(job));
            return Main.DOES_NOT_HOLD;
        }
    }
}
