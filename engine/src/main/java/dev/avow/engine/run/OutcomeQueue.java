package dev.avow.engine.run;

import dev.avow.db.Attempts.Claim;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Runs.Standing;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.gate.NextAttempt;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonRefusedException;
import dev.avow.engine.run.Outcomes.Recorded;
import dev.avow.engine.run.OutcomesGroup.Reported;
import dev.avow.engine.run.Triggers.Order;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.quartz.spi.OperableTrigger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records outcomes, and keeps those that the database did not take until it does. */
class OutcomeQueue {

    private static final Logger LOG = LoggerFactory.getLogger(OutcomeQueue.class);

    private final Core core;
    private final Outcomes outcomes;
    private final Runnable after;
    private final GroupCommit<Reported, Recorded> group;
    private final Queue<Outcome> pending = new ConcurrentLinkedQueue<>();
    private final Set<Order> threads = ConcurrentHashMap.newKeySet();

    /** @param after runs after outcomes since which requests or backfills may be due */
    OutcomeQueue(Core core, Runnable after) {
        this.core = core;
        this.outcomes = new Outcomes(core);
        this.after = after;
        this.group = GroupCommit.waitingForNobody(core.time());
    }

    /** As {@link #record(Outcome, Optional, boolean)}, of an outcome whose fire is over, or was none. */
    boolean record(Outcome outcome) {
        return record(outcome, Optional.empty(), false);
    }

    /**
     * Records an outcome now if the database takes it, else at a later check-in; returns which.
     *
     * @param fire ends with the outcome if that is recorded now, else it is left to Quartz
     * @param endsAlone whether a success ends nothing but its run, so that it may be recorded together with others
     */
    boolean record(Outcome outcome, Optional<OperableTrigger> fire, boolean endsAlone) {
        boolean more = true;
        try {
            more = store(outcome, fire, endsAlone);
        } catch (RuntimeException e) {
            if (!isRefused(e) || !storeRefused(outcome, fire, e)) {
                LOG.error(
                        "Outcome of attempt {} of {} is not recorded yet and will be tried again. Mend the database.",
                        outcome.claim().attempt(),
                        outcome.claim().identity(),
                        core.guard().safe(e));
                pending.add(outcome);
                return false;
            }
        }
        if (more) {
            after.run();
        }
        return true;
    }

    private boolean store(Outcome outcome, Optional<OperableTrigger> fire, boolean endsAlone) {
        Reported reported = new Reported(outcome, fire);
        Recorded recorded = endsAlone && reported.isPlain()
                ? group.pass(reported, new OutcomesGroup(core)::record, one -> outcomes.record(outcome, fire))
                : outcomes.record(outcome, fire);
        if (!recorded.live()) {
            LOG.warn(
                    "Outcome {} of attempt {} of {} is stale: the claim was lost. Nothing of it counts.",
                    outcome.state(),
                    outcome.claim().attempt(),
                    outcome.claim().identity());
        }
        return recorded.more();
    }

    /** Records what the database takes in place of what it refused, if it now does; whose fire it is ends it later. */
    private boolean storeRefused(Outcome outcome, Optional<OperableTrigger> fire, RuntimeException why) {
        try {
            if (fire.isEmpty() || !storeAlone(outcome)) {
                LOG.error(
                        "Outcome {} of attempt {} of {} cannot be stored, so a failure is recorded. See the cause.",
                        outcome.state(),
                        outcome.claim().attempt(),
                        outcome.claim().identity(),
                        core.guard().safe(why));
                store(outcome.unstorable(), Optional.empty(), false);
            }
            return true;
        } catch (RuntimeException e) {
            why.addSuppressed(e);
            return false;
        }
    }

    /** Records an outcome without the end of its fire, which may be what was refused; tells whether it was not. */
    private boolean storeAlone(Outcome outcome) {
        try {
            store(outcome, Optional.empty(), false);
            return true;
        } catch (RuntimeException e) {
            if (isRefused(e)) {
                return false;
            }
            throw e; // why: whether the outcome is refused is not known, so that it must not become a failure
        }
    }

    /** Tells whether a failure lies in the values, so that trying again would not help. */
    private static boolean isRefused(Throwable failure) {
        return DatabaseFaults.find(failure).isPresent()
                ? DatabaseFaults.isRefusal(failure)
                : failure instanceof JsonRefusedException || failure instanceof IllegalArgumentException;
    }

    /** Tries again to record what is pending. */
    void flush() {
        for (int left = pending.size(); left > 0; left--) {
            Outcome outcome = pending.poll();
            if (outcome != null && record(outcome)) {
                new Deferring(core).leave(order(outcome.claim()));
            }
        }
    }

    /** Returns how many outcomes wait for a commit that they will share. */
    int waiting() {
        return group.waiting();
    }

    /** Notes that the thread of a timed-out attempt has not ended. */
    void threadStuck(Claim claim) {
        threads.add(order(claim));
    }

    /** Tells whether a thread of a timed-out attempt of this run has not ended. */
    boolean hasThread(String identity) {
        return threads.stream().anyMatch(order -> order.identity().toString().equals(identity));
    }

    /** Admits the next attempt of a run that waits for the threads of timed-out ones, after the last of them. */
    void threadEnded(Claim claim) {
        threads.remove(order(claim));
        if (hasThread(claim.identity())) {
            return;
        }
        try {
            core.door().pass(passage -> {
                Optional<RunRow> run = passage.session().runs().lock(claim.identity());
                run.filter(row -> row.standing().waiting().equals(Optional.of(Waiting.STUCK_THREAD.name())))
                        .ifPresent(row -> admitNext(passage, row));
                return true;
            });
        } catch (RuntimeException e) {
            LOG.error(
                    "Run {} still waits for a thread that has ended; the next check-in admits it.",
                    claim.identity(),
                    e);
        }
    }

    private void admitNext(Passage passage, RunRow run) {
        Standing was = run.standing();
        Standing now =
                new Standing(was.state(), Optional.empty(), was.detail(), was.attempts(), Times.millis(core.clock()));
        passage.session().runs().change(run.identity(), Set.of(was.state()), now);
        Identity identity = Identity.parse(run.identity());
        core.journal().run(passage.session(), EventKind.READMITTED, run.key().job(), identity, JsonObject.empty());
        passage.admit(identity, NextAttempt.number(was), now.since());
    }

    private static Order order(Claim claim) {
        return new Order(Identity.parse(claim.identity()), claim.attempt());
    }
}
