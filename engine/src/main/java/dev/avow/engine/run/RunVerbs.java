package dev.avow.engine.run;

import dev.avow.db.Runs.RunRow;
import dev.avow.db.Runs.Standing;
import dev.avow.db.Session;
import dev.avow.engine.EngineException;
import dev.avow.engine.dsl.Approval;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.gate.NextAttempt;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.run.Triggers.Order;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a person may do with a run: execute its old declaration again, or let it try the gate again. One that nobody has
 * approved, and that needs it, waits for that again.
 */
final class RunVerbs {

    private final Core core;

    RunVerbs(Core core) {
        this.core = core;
    }

    int rerun(Identity identity, Who who) {
        return core.door().pass(passage -> {
            RunRow run = lock(passage, identity);
            refuseErased(passage.session(), run, "Rerun");
            refuseRerun(run);
            return admit(passage, run, who, RunState.DECLARED, EventKind.RERUN);
        });
    }

    /** Refuses a run that cannot be executed again. */
    static void refuseRerun(RunRow run) {
        RunState state = RunState.valueOf(run.standing().state());
        if (!state.isFinal()) {
            throw new EngineException("Rerun refused: " + run.identity() + " is " + state
                    + ". Wait until it has ended; release it if it was denied, approve it if it waits for that.");
        }
        if (state == RunState.REJECTED) {
            throw new EngineException("Rerun refused: " + run.identity()
                    + " was rejected, and that is final. Change the definition, then redeclare its occasion.");
        }
    }

    int release(Identity identity, Who who) {
        return core.door().pass(passage -> {
            RunRow run = lock(passage, identity);
            refuseErased(passage.session(), run, "Release");
            refuseRelease(run);
            return admit(passage, run, who, RunState.valueOf(run.standing().state()), EventKind.RELEASED);
        });
    }

    /** Refuses a run that does not wait for somebody to release it. */
    static void refuseRelease(RunRow run) {
        Optional<String> waiting = run.standing().waiting();
        boolean released = waiting.equals(Optional.of(Waiting.DENIED.name()))
                || waiting.equals(Optional.of(Waiting.NO_OPERATOR.name()))
                || waiting.equals(Optional.of(Waiting.NO_CONNECTION.name()));
        if (!released) {
            throw new EngineException("Release refused: " + run.identity() + " is "
                    + run.standing().state()
                    + waiting.map(why -> " and waits: " + why).orElse("")
                    + ". Only a denied run can be released.");
        }
    }

    static void refuseErased(Session session, RunRow run, String verb) {
        if (session.erasures().isErased(run.identity())) {
            throw new EngineException(verb + " refused, ERASED: the private values and outputs of " + run.identity()
                    + " were erased. Redeclare its occasion, if it has to run.");
        }
    }

    static RunRow lock(Passage passage, Identity identity) {
        return passage.session().runs().lock(identity.toString()).orElseThrow(() -> unknown(identity));
    }

    static EngineException unknown(Identity identity) {
        return new EngineException("No run has the identity " + identity + ". Look it up in the history of its job.");
    }

    private int admit(Passage passage, RunRow run, Who who, RunState to, EventKind kind) {
        Identity identity = Identity.parse(run.identity());
        Standing was = run.standing();
        Instant now = Times.millis(core.clock());
        int next = NextAttempt.number(was);
        Optional<Approval> missing = Approvals.missing(passage.session(), run.identity());
        Standing standing = missing.map(approval -> Approving.waits(to, approval, was.attempts(), now))
                .orElseGet(() -> NextAttempt.isDeferred(was)
                        ? NextAttempt.admitted(was, "", now)
                        : new Standing(to.name(), Optional.empty(), "", was.attempts(), now));
        passage.session().runs().change(run.identity(), Set.of(was.state()), standing);
        core.journal().attempt(passage.session(), kind, run.key().job(), new Order(identity, next), who.event());
        if (missing.isEmpty()) {
            passage.admit(identity, next, NextAttempt.at(run, now));
        }
        return next;
    }
}
