package dev.avow.engine.run;

import dev.avow.db.Attempts.AttemptRow;
import dev.avow.db.Attempts.Claim;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Runs.Standing;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.gate.NextAttempt;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.run.Triggers.Order;
import java.time.Instant;
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
    private static final Optional<String> DEFERRED = Optional.of(Waiting.DEFERRED.name());

    private final Core core;
    private final OutcomeQueue outcomes;

    Reconciler(Core core, OutcomeQueue outcomes) {
        this.core = core;
        this.outcomes = outcomes;
    }

    /** Ends what an engine left behind that owned this store before, and admits what waited for it. */
    void takeOver() {
        interruptLost();

        OperatorWaits waits = new OperatorWaits(core);
        readmit(Waiting.NO_OPERATOR, waits::hasOperator);
        readmit(Waiting.NO_CONNECTION, waits::hasConnection);
        check();
    }

    /** Repairs runs that have neither a final state, a live claim, an execution trigger nor a waiting reason. */
    void check() {
        outcomes.flush();
        interruptLost();
        readmitAfterThreads();
        core.door().resetStuck(order -> !core.inFlight().has(order));
        core.door().endLostFires(order -> !core.inFlight().has(order));
        admitAdrift();
    }

    /** Admits again what fired while this node was closing, so that the next engine finds its triggers. */
    void leave() {
        try {
            admitAdrift();
        } catch (RuntimeException e) { // why: the next engine finds these runs too, when it starts
            LOG.warn("Runs whose triggers fired while the engine was closing wait for the next one", e);
        }
    }

    private void admitAdrift() {
        Set<String> claimable = Set.of(RunState.DECLARED.name(), RunState.RETRYING.name());
        List<RunRow> adrift = core.store()
                .read(session -> session.runs().adrift(claimable, Triggers.SCHEDULER, Triggers.GROUP, BATCH));
        adrift.forEach(run -> readmit(run, run.standing().waiting()));
        core.store()
                .read(session -> session.runs().deferredAdrift(Triggers.SCHEDULER, Triggers.GROUP, BATCH))
                .forEach(this::readmitDeferred);
    }

    /** One that this node works on has fired, and its trigger may be deleted already. */
    private void readmitDeferred(RunRow run) {
        Order order = new Order(Identity.parse(run.identity()), run.standing().attempts());
        if (!core.inFlight().has(order)) {
            readmit(run, DEFERRED);
        }
    }

    /** Fences attempts that nobody works on. */
    private void interruptLost() {
        List<AttemptRow> page = live(Optional.empty());
        while (!page.isEmpty()) {
            page.stream().filter(this::isLost).forEach(this::interrupt);
            page = live(Optional.of(page.get(page.size() - 1)));
        }
    }

    private List<AttemptRow> live(Optional<AttemptRow> after) {
        return core.store().read(session -> session.attempts().live(after, BATCH));
    }

    /** A claim of another node is lost if it stands still in a cluster; a store with one engine has no other node. */
    private boolean isLost(AttemptRow attempt) {
        Claim claim = attempt.claim();
        if (claim.node().equals(core.node())) {
            return !core.inFlight().has(new Order(Identity.parse(claim.identity()), claim.attempt()));
        }
        return !core.settings().clustered()
                || core.beats().standsStill("attempt " + claim.identity() + "/" + claim.attempt(), attempt.beat());
    }

    private void interrupt(AttemptRow lost) {
        Claim claim = lost.claim();
        try {
            if (end(lost)) {
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

    private boolean end(AttemptRow lost) {
        Claim claim = lost.claim();
        Order order = new Order(Identity.parse(claim.identity()), claim.attempt());
        Outcomes outcomes = new Outcomes(core);
        boolean own = claim.node().equals(core.node());
        if (!own || !core.inFlight().isUnstarted(order)) {
            return outcomes.interrupt(lost, "Node " + claim.node() + " ended while the attempt ran.");
        }
        boolean ended = outcomes.giveBack(lost, "Attempt was claimed and could not start; the database was away.");
        if (ended) {
            core.inFlight().forgetUnstarted(order); // why not before: else the next try would take it for started
        }
        return ended;
    }

    /** Admits runs whose thread has ended here, or went with its node. */
    private void readmitAfterThreads() {
        Set<String> nodes = core.settings().clustered() ? core.store().read(Definitions::liveNodes) : Set.of();
        readmit(Waiting.STUCK_THREAD, run -> {
            Optional<String> node = core.store()
                    .read(session -> session.attempts()
                            .find(run.identity(), run.standing().attempts()))
                    .map(attempt -> attempt.claim().node());
            boolean here = node.equals(Optional.of(core.node()));
            return here
                    ? !outcomes.hasThread(run.identity())
                    : node.filter(nodes::contains).isEmpty();
        });
    }

    private void readmit(Waiting reason, Predicate<RunRow> which) {
        new WaitingRuns(core.store()).visit(reason, run -> {
            if (which.test(run)) {
                readmit(run, Optional.of(reason.name()));
            }
            return true;
        });
    }

    private void readmit(RunRow found, Optional<String> reason) {
        try {
            core.door().pass(passage -> {
                passage.session()
                        .runs()
                        .lock(found.identity())
                        .filter(run -> run.standing().equals(found.standing()))
                        .filter(run -> run.standing().waiting().equals(reason))
                        .filter(run -> NextAttempt.isOpen(run.standing()))
                        .ifPresent(run -> admit(passage, run));
                return true;
            });
        } catch (RuntimeException e) {
            LOG.warn("Run {} is not admitted yet; the next check-in tries again", found.identity(), e);
        }
    }

    private void admit(Passage passage, RunRow run) {
        Standing was = run.standing();
        Instant present = Times.millis(core.clock());
        if (was.waiting().equals(DEFERRED)) {
            new Deferring(core).admitAgain(passage, run, present);
            return;
        }
        Standing now = NextAttempt.admitted(was, "", present);
        passage.session().runs().change(run.identity(), Set.of(was.state()), now);
        Identity identity = Identity.parse(run.identity());
        core.journal().run(passage.session(), EventKind.READMITTED, run.key().job(), identity, JsonObject.empty());
        passage.admit(identity, NextAttempt.number(was), NextAttempt.at(run, now.since()));
    }
}
