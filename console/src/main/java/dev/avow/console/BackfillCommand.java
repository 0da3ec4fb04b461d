package dev.avow.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avow.engine.history.BackfillView;
import dev.avow.engine.history.BackfillView.State;
import dev.avow.engine.identity.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code avow backfill}: a span of past slots. */
@Command(
        name = "backfill",
        mixinStandardHelpOptions = true,
        description = {
            "Declares the slots of a span of the past that were not declared before, oldest first, as room frees for"
                    + " them. Each is the same run that it would have been on time.",
            "See how far one is with 'avow backfill status ID', and end one with 'avow backfill cancel ID'."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:done",
            "1:refused, not taken, or left by you: nothing was done; with --follow: it was cancelled",
            "2:bad usage, no store, or no engine",
            "3:what was done is not known"
        })
final class BackfillCommand extends WritingCommand {

    private static final Duration LOOK = Duration.ofSeconds(1);

    @Mixin
    private final OneJob job = new OneJob();

    @Option(names = "--from", paramLabel = "TIME", description = "The first moment of the span: 2026-01-01T00:00:00Z.")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "Its last moment, which belongs to it; not in the future.")
    private @Nullable String to;

    @Option(names = "--schedule", paramLabel = "NAME", description = "Whose slots. Default: default.")
    private @Nullable String schedule;

    @Option(
            names = "--max-active",
            paramLabel = "N",
            description = "How many of its occasions may be active at once. Default: 1.")
    private int maxActive = 1;

    @Option(
            names = "--request",
            paramLabel = "KEY",
            description = "The backfill's id: the same one is started once. Default: a new one, which is printed.")
    private @Nullable String request;

    @Option(names = "--follow", description = "Print how far it is until it and its occasions have ended.")
    private boolean follow;

    private final String made = "cli-" + Desk.random();

    BackfillCommand(Outside outside) {
        super("backfill", outside);
    }

    @Override
    JsonObject arguments() {
        return new Arguments()
                .put("job", given(job.find().orElse(null), "a job"))
                .put("from", moment("--from", given(from, "the span's first moment with --from")))
                .put("to", moment("--to", given(to, "the span's last moment with --to")))
                .putIf("schedule", schedule)
                .put("maxActive", maxActive)
                .put("key", id())
                .json();
    }

    private static String moment(String option, String text) {
        return Times.parse(option, text).toString();
    }

    private static String given(@Nullable String value, String what) {
        if (value == null) {
            throw new InputException("Backfill lacks a part. Give " + what + ". Run 'avow backfill --help'.");
        }
        return value;
    }

    private String id() {
        String key = request;
        return key == null ? made : key;
    }

    @Override
    String look() {
        return "avow backfill status " + Shell.word(id()) + store.repeated();
    }

    @Override
    int done(Talk talk, Reply reply, ObjectNode document) {
        if (!follow) {
            outside.streams().out().flush();
            outside.streams().err().println("How far it is: " + look());
            return Main.DONE;
        }
        BackfillView view = follow(talk);
        document.set("progress", BackfillText.json(view));
        return view.state() == State.CANCELLED ? Main.DOES_NOT_HOLD : Main.DONE;
    }

    private BackfillView follow(Talk talk) {
        String shown = "";
        while (true) {
            BackfillView view = talk.open().history().backfill(id()).orElseThrow();
            String line = BackfillText.line(view);
            if (!user.json() && !line.equals(shown)) {
                outside.streams().out().append(line).append('\n');
                outside.streams().out().flush();
                shown = line;
            }
            if (view.state() != State.RUNNING && view.active() == 0) {
                return view;
            }
            outside.patience().pause(LOOK);
        }
    }

    /** {@code avow backfill cancel}. */
    @Command(
            name = "cancel",
            mixinStandardHelpOptions = true,
            description = "Ends a backfill: no more slots are declared. Runs that it has declared go on.")
    static final class Cancel extends WritingCommand {

        @Parameters(paramLabel = "ID", description = "The id of a backfill.")
        private String id = "";

        Cancel(Outside outside) {
            super("backfill-cancel", outside);
        }

        @Override
        JsonObject arguments() {
            return new Arguments().put("id", id).json();
        }

        @Override
        String look() {
            return "avow backfill status " + Shell.word(id) + store.repeated();
        }
    }
}
