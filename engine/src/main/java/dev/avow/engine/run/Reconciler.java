package dev.avow.engine.run;

import dev.avow.db.Attempts.AttemptRow;
import dev.avow.db.Attempts.Claim;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Runs.Standing;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.run.Triggers.Order;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the invariant: finds runs that nothing would ever move, and moves them. It repairs, and decides nothing. */
final class Reconciler {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
    private static final int BATCH = 500;
    private static final int MOST_WAITING = 10_000;

    private final Core core;
    private final OutcomeQueue outcomes;

    Reconciler(Core core, OutcomeQueue outcomes) {
        this.core = core;
        this.outcomes = outcomes;
    }

    /** Ends what an engine left behind that owned this store before, and admits what waited for it. */
    void takeOver() {
        interruptLost();

        readmit(Waiting.NO_OPERATOR, new OperatorWaits(core)::hasOperator);
        check();
    }

    /** Repairs runs that have neither a final state, a live claim, an execution trigger nor a waiting reason. */
    void check() {
        outcomes.flush();
        interruptLost();
        readmit(Waiting.STUCK_THREAD, run -> !outcomes.hasThread(run.identity()));
        core.door().resetStuck(order -> !core.inFlight().has(order));
        Set<String> claimable = Set.of(RunState.DECLARED.name(), RunState.RETRYING.name());
        List<RunRow> adrift = core.store()
                .read(session -> session.runs().adrift(claimable, Triggers.SCHEDULER, Triggers.GROUP, BATCH));
        adrift.forEach(run -> readmit(run, run.standing().waiting()));
    }

    /** Fences attempts whose claim nobody works on: this store has one engine, so they are not this engine's. */
    private void interruptLost() {
        for (AttemptRow attempt :
                core.store().read(session -> session.attempts().live(BATCH))) {
            Claim claim = attempt.claim();
            boolean lost = !claim.node().equals(core.node())
                    || !core.inFlight().has(new Order(Identity.parse(claim.identity()), claim.attempt()));
            if (lost) {
                interrupt(claim);
            }
        }
    }

    private void interrupt(Claim claim) {
        try {
            if (new Outcomes(core).interrupt(claim, "Node " + claim.node() + " ended while the attempt ran.")) {
                LOG.warn(
                        "Attempt {} of {} was interrupted with node {}",
                        claim.attempt(),
                        claim.identity(),
                        claim.node());
            }
        } catch (RuntimeException e) {
            LOG.error(
                    "Attempt {} of {} is not ended yet and will be tried again", claim.attempt(), claim.identity(), e);
        }
    }

    private void readmit(Waiting reason, Predicate<RunRow> which) {
        core.store().read(session -> session.runs().waiting(reason.name(), MOST_WAITING)).stream()
                .filter(which)
                .forEach(run -> readmit(run, Optional.of(reason.name())));
    }

    private void readmit(RunRow found, Optional<String> reason) {
        try {
            core.door().pass(passage -> {
                passage.session()
                        .runs()
                        .lock(found.identity())
                        .filter(run -> run.standing().waiting().equals(reason))
                        .filter(run ->
                                run.standing().attempts() == found.standing().attempts())
                        .filter(run -> RunState.valueOf(run.standing().state()).isClaimable())
                        .ifPresent(run -> admit(passage, run));
                return true;
            });
        } catch (RuntimeException e) {
            LOG.warn("Run {} is not admitted yet; the next check-in tries again", found.identity(), e);
        }
    }

    private void admit(Passage passage, RunRow run) {
        Standing was = run.standing();
        Standing now = new Standing(was.state(), Optional.empty(), "", was.attempts(), Times.millis(core.clock()));
        passage.session().runs().change(run.identity(), Set.of(was.state()), now);
        Identity identity = Identity.parse(run.identity());
        core.journal().run(passage.session(), EventKind.READMITTED, run.key().job(), identity, JsonObject.empty());
        passage.admit(identity, was.attempts() + 1, run.at().isAfter(now.since()) ? run.at() : now.since());
    }
}
