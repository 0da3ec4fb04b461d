package dev.avow.console;

import dev.avow.engine.identity.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A command that holds or lets go of a job. */
@Command(
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:done",
            "1:refused, not taken, or left by you: nothing was done",
            "2:bad usage, no store, or no engine",
            "3:what was done is not known"
        })
abstract class PauseCommand extends WritingCommand {

    @Mixin
    private final OneJob job = new OneJob();

    private PauseCommand(String verb, Outside outside) {
        super(verb, outside);
    }

    @Override
    JsonObject arguments() {
        return new Arguments().put("job", job.get()).json();
    }

    @Override
    String look() {
        return "avow jobs" + store.repeated();
    }

    /** {@code avow pause}. */
    @Command(
            name = "pause",
            description = "Pauses a job on every node: its slots are declared, and no attempt of it starts.")
    static final class Pause extends PauseCommand {

        Pause(Outside outside) {
            super("pause", outside);
        }
    }

    /** {@code avow resume}. */
    @Command(
            name = "resume",
            description = "Ends a job's pause, and admits the runs that waited for that, oldest occasion first.")
    static final class Resume extends PauseCommand {

        Resume(Outside outside) {
            super("resume", outside);
        }
    }
}
