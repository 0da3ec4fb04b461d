package dev.avow.engine.run;

import dev.avow.db.Runs.RunRow;
import dev.avow.db.Session;
import dev.avow.engine.EngineException;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.gate.NextAttempt;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.identity.Printable;
import dev.avow.engine.run.Triggers.Order;
import java.util.List;
import java.util.Set;

/** Pauses jobs: their slots are declared, and none of their runs is claimed until they are resumed. */
final class Pausing {

    private static final int BATCH = 500;

    private final Core core;

    Pausing(Core core) {
        this.core = core;
    }

    void pause(String job, Who who) {
        core.store().writeOnly(session -> {
            refuseUnknown(session, job);
            if (session.pauses().pause(job, Times.millis(core.clock()))) {
                core.journal().job(session, EventKind.PAUSED, job, who.event());
            }
        });
    }

    void resume(String job, Who who) {
        core.store().writeOnly(session -> {
            refuseUnknown(session, job);
            if (session.pauses().resume(job)) {
                core.journal().job(session, EventKind.RESUMED, job, who.event());
            }
        });
    }

    void refuseUnknown(Session session, String job) {
        core.guard().refuse("Name of the job", job);
        if (core.registry().find(job).isEmpty()
                && session.events().ofJob(job, 0, 1).isEmpty()) {
            throw new EngineException("Job " + Printable.quoted(job)
                    + " is neither registered nor in the store. Check its name, or register it with register(job).");
        }
    }

    /**
     * Lets a run wait whose trigger has fired while its job is paused; before the gate, which would judge it.
     *
     * @param seen what was just read of the run
     */
    boolean hold(Order order, SeenRun seen) {
        return !seen.isUnpaused() && hold(order);
    }

    private boolean hold(Order order) {
        String identity = order.identity().toString();
        boolean held = core.store().read(session -> session.pauses().holds(identity))
                && core.store()
                        .write(session -> Waits.lockClaimable(session, order)
                                .filter(run -> !NextAttempt.isDeferred(run.standing()))
                                .filter(run -> hold(session, run, order))
                                .isPresent());
        if (held) {
            new Turns(core).after(identity);
        }
        return held;
    }

    /** As {@link #hold(Order, SeenRun)}, in the transaction of a claim: a job cannot be resumed before that has ended. */
    boolean hold(Session session, RunRow run, Order order) {
        String job = run.key().job();
        boolean paused = session.pauses().lock(job);
        if (paused) {
            String detail = "Job '" + job + "' is paused. Resume it with resume(\"" + job + "\").";
            new Seating(session).leave(run);
            new Waits(core).begin(session, run, order, Waiting.PAUSED, detail);
        }
        return paused;
    }

    /** Admits the runs that wait for a job to be resumed which is: oldest occasion first. */
    void admitResumed() {
        Readmission readmission = new Readmission(core);
        int admitted;
        do {
            List<String> left =
                    core.store().read(session -> session.pauses().leftWaiting(Waiting.PAUSED.name(), BATCH));
            admitted = 0;
            for (String identity : left) {
                boolean done = readmission.admit(
                        identity,
                        Set.of(Waiting.PAUSED),
                        (passage, run) ->
                                !passage.session().pauses().lock(run.key().job()));
                admitted += done ? 1 : 0;
            }
        } while (admitted == BATCH);
    }
}
