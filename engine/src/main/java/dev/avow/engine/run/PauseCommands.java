package dev.avow.engine.run;

import dev.avow.db.Jobs.CountRow;
import dev.avow.db.Session;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.identity.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The verbs on a job: pause, resume. */
final class PauseCommands {

    private static final Set<String> OPEN =
            Set.of(RunState.DECLARED.name(), RunState.RUNNING.name(), RunState.RETRYING.name());

    private PauseCommands() {}

    static CommandAnswer planPause(CommandCall call) {
        Load load = load(call);
        return load.answer(
                load.paused()
                        ? "It is paused already: pause would change nothing."
                        : "Pause would let no attempt of it start, on any node; its slots would be declared all the same,"
                                + " and what runs goes on.");
    }

    static CommandAnswer pause(CommandCall call) {
        call.user().pause(call.arguments().text("job"));
        return load(call).answer("Its slots are declared, and no attempt of it starts until it is resumed.");
    }

    static CommandAnswer planResume(CommandCall call) {
        Load load = load(call);
        return load.answer(
                load.paused()
                        ? "Resume would admit the " + load.held() + " runs that wait for that, oldest occasion first."
                        : "It is not paused: resume would change nothing.");
    }

    static CommandAnswer resume(CommandCall call) {
        call.user().resume(call.arguments().text("job"));
        return load(call).answer("Runs that waited for that are admitted, oldest occasion first.");
    }

    private static Load load(CommandCall call) {
        String job = call.arguments().text("job");
        return call.core().store().read(session -> {
            new Pausing(call.core()).refuseUnknown(session, job);
            return load(session, job);
        });
    }

    private static Load load(Session session, String job) {
        List<CountRow> counts = session.jobs().counts(OPEN).stream()
                .filter(row -> row.job().equals(job))
                .toList();
        return new Load(
                job,
                session.jobs().paused().contains(job),
                sum(counts, row -> row.state().equals(RunState.RUNNING.name())),
                sum(counts, row -> row.waiting().isPresent()),
                sum(counts, row -> row.waiting().equals(Optional.of(Waiting.PAUSED.name()))));
    }

    private static long sum(List<CountRow> counts, Predicate<CountRow> which) {
        return counts.stream().filter(which).mapToLong(CountRow::runs).sum();
    }

    /**
     * How busy a job is.
     *
     * @param held how many of the waiting runs wait for it to be resumed
     */
    private record Load(String job, boolean paused, long running, long waiting, long held) {

        CommandAnswer answer(String effect) {
            String now = "Job '" + job + "' is " + (paused ? "" : "not ") + "paused; runs: " + running + " running, "
                    + waiting + " waiting, " + held + " of them for it to be resumed.";
            JsonObject data = JsonObject.builder()
                    .put("job", job)
                    .put("paused", paused)
                    .put("running", running)
                    .put("waiting", waiting)
                    .put("held", held)
                    .build();
            return new CommandAnswer(List.of(now, effect), data);
        }
    }
}
