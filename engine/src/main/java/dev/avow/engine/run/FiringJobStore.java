package dev.avow.engine.run;

import dev.avow.db.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.JobPersistenceException;
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
    private final Set<String> taken = ConcurrentHashMap.newKeySet();

    private volatile boolean firesAtOnce;

    FiringJobStore(Store store, String instanceId, @Nullable Beats beats) {
        super(store, instanceId, beats);
    }

    /**
     * Says whether triggers that are due when they are taken are fired in the same transaction: for whoever fires at once what
     * it takes. It has to fire what is to come in a second one, as Quartz does, in case something changes meanwhile.
     */
    final void setFiresAtOnce(boolean whatIsDue) {
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
            return isDue(batch) ? fireAtOnce(oneShots, batch) : oneShots.acquire(batch, now());
        } catch (SQLException e) {
            throw new JobPersistenceException("Couldn't acquire next trigger: " + e.getMessage(), e);
        }
    }

    /** Tells whether triggers that fire together are to be fired by now. */
    private boolean isDue(List<OperableTrigger> batch) {
        return firesAtOnce
                && batch.stream().allMatch(each -> each.getNextFireTime().getTime() <= now());
    }

    private List<OperableTrigger> fireAtOnce(OneShots oneShots, List<OperableTrigger> batch) throws SQLException {
        List<OperableTrigger> fired = oneShots.fireAtOnce(batch, now());
        fired.forEach(each -> taken.add(each.getFireInstanceId()));
        return fired;
    }

    /** Forgets what was taken and not fired before: its transaction did not succeed, or Quartz does not execute any more. */
    @Override
    public List<OperableTrigger> acquireNextTriggers(long until, int most, long window) throws JobPersistenceException {
        taken.clear();
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
        if (triggers.stream().allMatch(each -> taken.contains(each.getFireInstanceId()))) {
            return bundles(triggers);
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
            Optional<TriggerFiredBundle> fired = OneShots.isOne(trigger)
                    ? all.fire(oneShots(connection), trigger, now())
                    : fireForeign(connection, trigger);
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

    private List<TriggerFiredResult> bundles(List<OperableTrigger> fired) throws JobPersistenceException {
        try {
            return fired.stream()
                    .map(each -> new TriggerFiredResult(Fires.bundle(each, now())))
                    .toList();
        } catch (Error e) { // why: Quartz's thread would end, and nothing fire any more
            throw new JobPersistenceException("Triggers were fired and cannot be executed. See the cause.", e);
        }
    }

    final OneShots oneShots(Connection connection) {
        return new OneShots(connection, getInstanceId(), owner());
    }
}
