package dev.avow.console;

import dev.avow.engine.identity.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command on one run. */
@Command(
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:done",
            "1:refused, not taken, or left by you: nothing was done",
            "2:bad usage, no store, or no engine",
            "3:what was done is not known"
        })
abstract class RunCommand extends WritingCommand {

    @Parameters(paramLabel = "IDENTITY", description = Identities.HELP)
    private String identity = "";

    private RunCommand(String verb, Outside outside) {
        super(verb, outside);
    }

    @Override
    final void prepare(OpenStore open) {
        identity = Identities.find(open, identity).toString();
    }

    Arguments run() {
        Identities.digits(identity);
        return new Arguments().put("identity", identity);
    }

    @Override
    JsonObject arguments() {
        return run().json();
    }

    @Override
    final String look() {
        return "avow show " + Shell.word(identity) + store.repeated();
    }

    /** {@code avow rerun}: another attempt of a run. */
    @Command(
            name = "rerun",
            description = "Executes the old declaration of a run that has ended once more, as a new attempt of the same"
                    + " run. To declare its occasion from today's definition, use redeclare.")
    static final class Rerun extends RunCommand {

        Rerun(Outside outside) {
            super("rerun", outside);
        }
    }

    /** {@code avow release}: another try of a denied run. */
    @Command(name = "release", description = "Lets a denied run try the gate again.")
    static final class Release extends RunCommand {

        Release(Outside outside) {
            super("release", outside);
        }
    }

    /** {@code avow cancel}: the end of a run. */
    @Command(
            name = "cancel",
            description =
                    "Cancels a run: one that waits ends at once, one that runs is interrupted; neither is retried.")
    static final class Cancel extends RunCommand {

        Cancel(Outside outside) {
            super("cancel", outside);
        }
    }

    /** A command on a run that waits for approval. */
    abstract static class Reviewing extends RunCommand {

        @Option(
                names = "--role",
                required = true,
                paramLabel = "ROLE",
                description = "What you act as: the role that the job asks for.")
        private String role = "";

        @Option(
                names = "--comment",
                paramLabel = "TEXT",
                description = "What you say of it, at most 2,000 characters; stored.")
        private String comment = "";

        private Reviewing(String verb, Outside outside) {
            super(verb, outside);
        }

        @Override
        JsonObject arguments() {
            return run().put("role", role).put("comment", comment).json();
        }
    }

    /** {@code avow approve}: yes to a run. */
    @Command(
            name = "approve",
            description =
                    "Approves a run that waits for that, after it has shown what is new since the last approved run"
                            + " of its task.")
    static final class Approve extends Reviewing {

        Approve(Outside outside) {
            super("approve", outside);
        }
    }

    /** {@code avow reject}: no to a run. */
    @Command(
            name = "reject",
            description = "Rejects a run that waits for approval, for good; tasks after it go on as after a failure.")
    static final class Reject extends Reviewing {

        Reject(Outside outside) {
            super("reject", outside);
        }
    }
}
