package dev.avow.console;

import picocli.CommandLine.Command;

/** {@code avow jobs}: the jobs of a store. */
@Command(
        name = "jobs",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the jobs that the store knows: registered with a schedule, declared or paused.",
            "For each schedule it says up to when its slots are decided; 'avow upcoming' lists the next ones. One that is"
                    + " retired the job no longer had when it was registered last."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:done", "2:bad usage, or no store"})
final class JobsCommand extends LookingCommand {

    JobsCommand(Outside outside) {
        super(outside);
    }

    @Override
    void print(OpenStore store) {
        format.print(streams, Jobs.ALL, store.history().jobs(), Json.object());
    }
}
