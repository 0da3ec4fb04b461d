package dev.avow.engine.run;

import dev.avow.db.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.JobPersistenceException;
import org.quartz.TriggerKey;
import org.quartz.spi.OperableTrigger;
import org.quartz.spi.TriggerFiredBundle;
import org.quartz.spi.TriggerFiredResult;

/**
 * Takes and fires execution triggers, as long as its engine owns the store. What the engine stores goes through
 * {@link OneShots}; anything else goes Quartz's own way.
 */
@SuppressWarnings({"unchecked", "JavaUtilDate"
}) // why: Quartz overrides a generic method without its type, and has no other
abstract class FiringJobStore extends RepairingJobStore {

    private final ThreadLocal<Optional<Fires>> fires = ThreadLocal.withInitial(Optional::empty);

    /** The fires of triggers that were fired when they were taken, until Quartz asks for that. */
    private final Set<String> firedAtOnce = ConcurrentHashMap.newKeySet();

    private volatile boolean firesAtOnce;

    FiringJobStore(Store store, String instanceId, @Nullable Beats beats) {
        super(store, instanceId, beats);
    }

    /**
     * Says whether triggers that are due when they are taken are fired in the same transaction: for whoever fires at once what
     * it takes. It has to fire what is to come in a second one, as Quartz does, in case something changes meanwhile.
     */
    final void fireAtOnce(boolean whatIsDue) {
        firesAtOnce = whatIsDue;
    }

    /** Returns the token of the store's owner as long as this engine may use it. */
    abstract String owner();

    /** The engine's one job is always the same. */
    @Override
    protected JobDetail retrieveJob(Connection connection, JobKey key) throws JobPersistenceException {
        return Triggers.EXECUTE.equals(key) ? Triggers.job() : super.retrieveJob(connection, key);
    }

    /** An engine that lost the store takes none of its triggers: it might never let go of them. */
    @Override
    protected List<OperableTrigger> acquireNextTrigger(Connection connection, long until, int most, long window)
            throws JobPersistenceException {
        try {
            OneShots oneShots = oneShots(connection);
            Optional<List<OperableTrigger>> due = oneShots.due(until + window, getMisfireTime(), most);
            if (due.isEmpty()) {
                return ownsStore(connection) ? super.acquireNextTrigger(connection, until, most, window) : List.of();
            }
            List<OperableTrigger> batch = batch(due.get(), until, window);
            for (OperableTrigger trigger : batch) {
                trigger.setFireInstanceId(getFiredTriggerRecordId());
            }
            return isDue(batch) ? firedAtOnce(oneShots, batch) : oneShots.acquire(batch, now());
        } catch (SQLException e) {
            throw new JobPersistenceException("Couldn't acquire next trigger: " + e.getMessage(), e);
        }
    }

    /** Tells whether triggers that fire together are to be fired by now. */
    private boolean isDue(List<OperableTrigger> batch) {
        return firesAtOnce
                && batch.stream().allMatch(each -> each.getNextFireTime().getTime() <= now());
    }

    private List<OperableTrigger> firedAtOnce(OneShots oneShots, List<OperableTrigger> batch) throws SQLException {
        List<OperableTrigger> fired = oneShots.fireAtOnce(batch, now());
        fired.forEach(each -> firedAtOnce.add(each.getFireInstanceId()));
        return fired;
    }

    /** Forgets what was taken and not fired before: its transaction did not succeed, or Quartz does not execute any more. */
    @Override
    public List<OperableTrigger> acquireNextTriggers(long until, int most, long window) throws JobPersistenceException {
        firedAtOnce.clear();
        return super.acquireNextTriggers(until, most, window);
    }

    /** Those that fire with the first one: at its time, or by now. */
    private List<OperableTrigger> batch(List<OperableTrigger> due, long until, long window) {
        List<OperableTrigger> batch = new ArrayList<>();
        long end = until;
        for (OperableTrigger trigger : due) {
            long next = trigger.getNextFireTime().getTime();
            if (next > end) {
                break;
            }
            end = batch.isEmpty() ? Math.max(next, now()) + window : end;
            batch.add(trigger);
        }
        return batch;
    }

    /** Quartz tells the time by the system's clock alone. */
    private long now() {
        return getMisfireTime() + getMisfireThreshold();
    }

    @Override
    public List<TriggerFiredResult> triggersFired(List<OperableTrigger> triggers) throws JobPersistenceException {
        if (triggers.stream().allMatch(each -> firedAtOnce.contains(each.getFireInstanceId()))) {
            return triggers.stream()
                    .map(each -> new TriggerFiredResult(bundle(each)))
                    .toList();
        }
        fires.set(Optional.of(new Fires(triggers)));
        try {
            return super.triggersFired(triggers);
        } finally {
            fires.remove();
        }
    }

    /** H2 commits what went before a statement that failed: triggers would be used up that nobody executes. */
    @Override
    protected void commitConnection(Connection connection) throws JobPersistenceException {
        Optional<SQLException> failure = fires.get().flatMap(Fires::takeFailure);
        if (failure.isPresent()) {
            throw new JobPersistenceException(
                    "Couldn't fire triggers: " + failure.get().getMessage(), failure.get());
        }
        super.commitConnection(connection);
    }

    /** Called for each of some triggers in one transaction, in which the first call fires them all. */
    @Override
    protected @Nullable TriggerFiredBundle triggerFired(Connection connection, OperableTrigger trigger)
            throws JobPersistenceException {
        Fires all = fires.get().orElseGet(() -> new Fires(List.of(trigger)));
        try {
            Optional<TriggerFiredBundle> fired =
                    OneShots.isOne(trigger) ? all.fire(connection, trigger) : fireForeign(connection, trigger);
            return fired.orElse(null); // why: Quartz lets go of the trigger then, for whoever may fire it
        } catch (SQLException e) {
            throw new JobPersistenceException("Couldn't fire trigger: " + e.getMessage(), e);
        }
    }

    /** Fires a trigger that is not as the engine stores them, if it is still to be fired. */
    Optional<TriggerFiredBundle> fireForeign(Connection connection, OperableTrigger trigger)
            throws JobPersistenceException {
        return ownsStore(connection) ? Optional.ofNullable(super.triggerFired(connection, trigger)) : Optional.empty();
    }

    private TriggerFiredBundle bundle(OperableTrigger trigger) {
        Date before = trigger.getPreviousFireTime();
        trigger.triggered(null);
        return new TriggerFiredBundle(
                Triggers.job(),
                trigger,
                null,
                false,
                new Date(now()),
                trigger.getPreviousFireTime(),
                before,
                trigger.getNextFireTime());
    }

    final OneShots oneShots(Connection connection) {
        return new OneShots(connection, getInstanceId(), owner());
    }

    /** The fires of one transaction. */
    private final class Fires {

        private final List<OperableTrigger> triggers;
        private final Set<TriggerKey> fired = new HashSet<>();
        private Optional<SQLException> failure = Optional.empty();
        private boolean done;

        private Fires(List<OperableTrigger> triggers) {
            this.triggers = triggers;
        }

        /** Fires all of them at the first call; returns what Quartz executes, if this one was still to be fired. */
        private Optional<TriggerFiredBundle> fire(Connection connection, OperableTrigger trigger) throws SQLException {
            if (!done) {
                done = true;
                fireAll(connection);
            }
            return fired.contains(trigger.getKey()) ? Optional.of(bundle(trigger)) : Optional.empty();
        }

        private void fireAll(Connection connection) throws SQLException {
            List<OperableTrigger> ours =
                    triggers.stream().filter(OneShots::isOne).toList();
            try {
                oneShots(connection).fire(ours, now()).forEach(each -> fired.add(each.getKey()));
            } catch (SQLException e) {
                failure = Optional.of(e);
                throw e;
            }
        }

        /** Returns why they could not be fired, if so, once: Quartz looks in a second transaction what was committed. */
        private Optional<SQLException> takeFailure() {
            Optional<SQLException> taken = failure;
            failure = Optional.empty();
            return taken;
        }
    }
}
