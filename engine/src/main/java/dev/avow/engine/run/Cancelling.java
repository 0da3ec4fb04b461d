package dev.avow.engine.run;

import dev.avow.db.Attempts.Claim;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Runs.Standing;
import dev.avow.db.Session;
import dev.avow.engine.EngineException;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.gate.NextAttempt;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.run.Triggers.Order;
import java.util.Optional;

/** Cancels runs: at once where no attempt runs, else by a mark that the attempt's node heeds. */
final class Cancelling {

    private static final String BEFORE = "Run was cancelled on request before its next attempt started.";
    private static final String DEFERRED = "Run was cancelled on request while its attempt was deferred.";

    private final Core core;

    Cancelling(Core core) {
        this.core = core;
    }

    void cancel(Identity identity, Who who) {
        core.door().pass(passage -> {
            RunRow run = RunVerbs.lock(passage, identity);
            refuseEnded(run);
            if (NextAttempt.isOpen(run.standing())) {
                end(passage, run, identity, who);
            } else {
                mark(passage.session(), run, identity, who);
            }
            return true;
        });
        new Turns(core).after(identity.toString());
    }

    /** Refuses a run that has ended. */
    static void refuseEnded(RunRow run) {
        RunState state = RunState.valueOf(run.standing().state());
        if (state.isFinal()) {
            throw new EngineException("Cancel refused: " + run.identity() + " is " + state
                    + ". Only a run that has not ended can be cancelled.");
        }
    }

    private void end(Passage passage, RunRow run, Identity identity, Who who) {
        int attempts = run.standing().attempts();
        Session session = passage.session();
        String job = run.key().job();
        passage.withdraw(identity, NextAttempt.number(run.standing()));
        new Seating(session).leave(run);
        core.journal().run(session, EventKind.CANCEL_REQUESTED, job, identity, who.event());
        core.journal().run(session, EventKind.CANCELLED, job, identity, JsonObject.empty());
        String detail = NextAttempt.isDeferred(run.standing()) ? DEFERRED : BEFORE;
        Standing cancelled =
                new Standing(RunState.CANCELLED.name(), Optional.empty(), detail, attempts, Times.millis(core.clock()));
        new RunEnd(core).reach(session, run, cancelled);
    }

    private void mark(Session session, RunRow run, Identity identity, Who who) {
        Order order = new Order(identity, run.standing().attempts());
        if (session.cancels().mark(run.identity(), order.attempt())) {
            core.journal()
                    .attempt(session, EventKind.CANCEL_REQUESTED, run.key().job(), order, who.event());
        }
    }

    /** Ends the attempts of this node that are marked. */
    void heed(AttemptThreads threads) {
        for (Claim claim : core.store().read(session -> session.cancels().marked(core.node()))) {
            threads.cancel(new Order(Identity.parse(claim.identity()), claim.attempt()));
        }
    }
}
