package dev.avow.console;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that reads a store and lists what is there. */
abstract class LookingCommand implements Callable<Integer> {

    final Streams streams;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec command;

    @Mixin
    final StoreOptions options;

    @Mixin
    final FormatOptions format = new FormatOptions();

    LookingCommand(Outside outside) {
        this.streams = outside.streams();
        this.options = new StoreOptions(outside.environment());
    }

    /**
     * Prints what the store has.
     *
     * @throws NotHeldException if it does not have what was asked for
     */
    abstract void print(OpenStore store);

    @Override
    public final Integer call() {
        format.requireOne();
        try (OpenStore store = options.open()) {
            print(store);
            return Main.DONE;
        }
    }
}
