package dev.avow.engine.run;

import dev.avow.db.Runs.RunRow;
import dev.avow.engine.gate.NextAttempt;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.identity.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** The verbs on a run: rerun, release, cancel. */
final class RunCommands {

    private RunCommands() {}

    static CommandAnswer planRerun(CommandCall call) {
        RunRow run = call.run();
        RunVerbs.refuseRerun(run);
        return plan(run, "Rerun would execute its old declaration again, as attempt " + next(run) + ".");
    }

    static CommandAnswer rerun(CommandCall call) {
        int attempt = call.user().rerun(call.arguments().identity());
        return done(call, "Rerun is admitted as attempt " + attempt + ".");
    }

    static CommandAnswer planRelease(CommandCall call) {
        RunRow run = call.run();
        RunVerbs.refuseRelease(run);
        return plan(run, "Release would let it try the gate again, as attempt " + next(run) + ".");
    }

    static CommandAnswer release(CommandCall call) {
        int attempt = call.user().release(call.arguments().identity());
        return done(call, "Run is released: it tries the gate again, as attempt " + attempt + ".");
    }

    static CommandAnswer planCancel(CommandCall call) {
        RunRow run = call.run();
        Cancelling.refuseEnded(run);
        boolean runs = !NextAttempt.isOpen(run.standing());
        return plan(
                run,
                runs
                        ? "Cancel would interrupt attempt " + run.standing().attempts()
                                + ", on its node at the next check-in, and no other would follow."
                        : "Cancel would end it at once; attempt " + next(run)
                                + (NextAttempt.isDeferred(run.standing())
                                        ? " would not go on, and its operator is not told."
                                        : " would never start."));
    }

    static CommandAnswer cancel(CommandCall call) {
        call.user().cancel(call.arguments().identity());
        boolean ended = RunState.valueOf(call.run().standing().state()).isFinal();
        return done(
                call,
                ended
                        ? "Run is cancelled."
                        : "Its attempt is marked to be cancelled, and is interrupted where it runs.");
    }

    /** Returns how a run stands, and what would happen to it. */
    static CommandAnswer plan(RunRow run, String effect) {
        List<String> lines = lines(run);
        lines.add(effect);
        return new CommandAnswer(lines, data(run).build());
    }

    /** Returns what was done, and how the run stands now. */
    static CommandAnswer done(CommandCall call, String effect) {
        RunRow run = call.run();
        List<String> lines = new ArrayList<>(List.of(effect));
        lines.addAll(lines(run));
        return new CommandAnswer(lines, data(run).build());
    }

    static List<String> lines(RunRow run) {
        List<String> lines = new ArrayList<>();
        lines.add("Run " + run.identity() + ":");
        lines.add("  job        " + run.key().job());
        lines.add("  task       " + run.key().task());
        lines.add("  occasion   " + run.key().occasion());
        lines.add("  state      " + state(run) + ", attempts: " + run.standing().attempts());
        if (!run.standing().detail().isEmpty()) {
            run.standing().detail().lines().forEach(line -> lines.add("             " + line));
        }
        return lines;
    }

    static JsonObject.Builder data(RunRow run) {
        JsonObject.Builder data = JsonObject.builder()
                .put("identity", run.identity())
                .put("job", run.key().job())
                .put("task", run.key().task())
                .put("occasion", run.key().occasion())
                .put("state", run.standing().state())
                .put("detail", run.standing().detail())
                .put("attempts", run.standing().attempts());
        run.standing().waiting().ifPresent(waiting -> data.put("waiting", waiting));
        return data;
    }

    private static String state(RunRow run) {
        return run.standing().state()
                + run.standing().waiting().map(waiting -> " (" + waiting + ")").orElse("");
    }

    private static int next(RunRow run) {
        return NextAttempt.number(run.standing());
    }
}
