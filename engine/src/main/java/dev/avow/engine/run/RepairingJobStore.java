package dev.avow.engine.run;

import dev.avow.db.Store;
import dev.avow.db.Store.Database;
import dev.avow.engine.EngineException;
import dev.avow.engine.run.Triggers.Order;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.quartz.JobPersistenceException;
import org.quartz.TriggerKey;
import org.quartz.impl.jdbcjobstore.FiredTriggerRecord;
import org.quartz.impl.jdbcjobstore.InvalidConfigurationException;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;
import org.quartz.impl.jdbcjobstore.SchedulerStateRecord;
import org.quartz.impl.jdbcjobstore.StdJDBCDelegate;
import org.quartz.spi.OperableTrigger;

/** Quartz's own store on our database, and what has to be mended in what it leaves behind. */
@SuppressWarnings("unchecked") // why: Quartz overrides a generic method without its type
abstract class RepairingJobStore extends JobStoreTX {

    private final @Nullable Beats beats;
    private volatile Set<String> idleFires = Set.of();

    /** @param beats of a node of a cluster, or null */
    RepairingJobStore(Store store, String instanceId, @Nullable Beats beats) {
        this.beats = beats;
        setInstanceId(instanceId);
        setIsClustered(beats != null);
        setDataSource(QuartzConnections.register(store.dataSource()));
        setInstanceName(Triggers.SCHEDULER);
        setUseProperties("true");
        setMakeThreadsDaemons(true);
        setAcquireTriggersWithinLock(true);
        try {
            setDriverDelegateClass(
                    (store.database() == Database.POSTGRESQL ? PostgreSQLDelegate.class : StdJDBCDelegate.class)
                            .getName());
        } catch (InvalidConfigurationException e) {
            throw new EngineException("Quartz refuses its own driver delegate. Check the version of Quartz.", e);
        }
    }

    /** Runs work in one transaction under the triggers' lock, and lets its own exceptions out. */
    final <T> T inTransaction(Function<Connection, T> work) {
        try {
            return executeInNonManagedTXLock(LOCK_TRIGGER_ACCESS, work::apply, null);
        } catch (JobPersistenceException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new EngineException("Transaction failed, and nothing of it is stored. Mend the database.", e);
        }
    }

    /** Lets an error in the middle out as an exception: Quartz rolls back for those, else it would store half the work. */
    @Override
    protected <T> T executeInNonManagedTXLock(
            String lock, TransactionCallback<T> work, @Nullable TransactionValidator<T> check)
            throws JobPersistenceException {
        return super.executeInNonManagedTXLock(
                lock,
                connection -> {
                    try {
                        return work.execute(connection);
                    } catch (Error e) { // why: no memory is no reason to store half a transaction
                        throw new IllegalStateException("Transaction met an error, and nothing of it is stored.", e);
                    }
                },
                check);
    }

    /** Frees what an engine that ended left half done, without starting any thread; Quartz's cluster does so by itself. */
    void recover() throws JobPersistenceException {
        if (!isClustered()) {
            recoverJobs();
        }
    }

    /** Does what Quartz's own thread does in a cluster: shows that it lives, and frees what dead instances held. */
    void checkInWithOthers() throws JobPersistenceException {
        if (isClustered()) {
            doCheckin();
        }
    }

    /** By whether the other's time of check-in stands still, since Quartz itself compares the clocks of two nodes. */
    @Override
    protected long calcFailedIfAfter(SchedulerStateRecord other) {
        boolean dead = beats != null
                && beats.standsStill("quartz " + other.getSchedulerInstanceId(), other.getCheckinTimestamp());
        return dead ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    /**
     * Lets triggers of ours fire again that Quartz set aside, and removes those that fired without an execution.
     *
     * @param idle tells whether nobody works on what a trigger carries
     */
    void resetStuck(Predicate<Order> idle) {
        List<OperableTrigger> stuck = inTransaction(this::stuck);
        for (OperableTrigger trigger : stuck) {
            try {
                if (idle.test(Triggers.order(trigger.getJobDataMap()))) {
                    removeTrigger(trigger.getKey()); // why: the run is adrift then, and gets a trigger of its own again
                }
            } catch (EngineException | JobPersistenceException e) {
                getLog().warn("Trigger {} is stuck and cannot be removed. Remove it by hand.", trigger.getKey(), e);
            }
        }
    }

    private List<OperableTrigger> stuck(Connection connection) {
        try {
            List<OperableTrigger> stuck = new ArrayList<>();
            for (String state : List.of(STATE_ERROR, STATE_BLOCKED)) {
                for (TriggerKey key : getDelegate().selectTriggersInState(connection, state)) {
                    if (Triggers.GROUP.equals(key.getGroup())) {
                        Optional.ofNullable(retrieveTrigger(connection, key)).ifPresent(stuck::add);
                    }
                }
            }
            return stuck;
        } catch (SQLException | JobPersistenceException e) {
            throw new EngineException("Quartz's triggers cannot be read. Mend the database.", e);
        }
    }

    /**
     * Ends fires of this engine that never came to their execution, so that their runs are found adrift; one that is on
     * its way has until the next call.
     *
     * @param idle tells whether nobody works on what a trigger carries
     */
    void endLostFires(Predicate<Order> idle) {
        Set<String> before = idleFires;
        idleFires = inTransaction(connection -> endLostFires(connection, idle, before));
    }

    /** Ends those that were idle before, and returns those that are idle for the first time. */
    private Set<String> endLostFires(Connection connection, Predicate<Order> idle, Set<String> before) {
        Set<String> found = new HashSet<>();
        try {
            for (FiredTriggerRecord fire :
                    getDelegate().selectInstancesFiredTriggerRecords(connection, getInstanceId())) {
                if (isIdle(connection, fire, idle) && before.contains(fire.getFireInstanceId())) {
                    end(connection, fire);
                } else if (isIdle(connection, fire, idle)) {
                    found.add(fire.getFireInstanceId());
                }
            }
            return found;
        } catch (SQLException | JobPersistenceException e) {
            throw new EngineException("Quartz's fired triggers cannot be read. Mend the database.", e);
        }
    }

    private boolean isIdle(Connection connection, FiredTriggerRecord fire, Predicate<Order> idle)
            throws JobPersistenceException {
        if (!Triggers.GROUP.equals(fire.getTriggerKey().getGroup())
                || !STATE_EXECUTING.equals(fire.getFireInstanceState())) {
            return false;
        }
        OperableTrigger trigger = retrieveTrigger(connection, fire.getTriggerKey());
        return trigger == null || isIdle(trigger, idle);
    }

    private static boolean isIdle(OperableTrigger trigger, Predicate<Order> idle) {
        try {
            return idle.test(Triggers.order(trigger.getJobDataMap()));
        } catch (EngineException foreign) {
            return true; // why: it carries nothing, so that nobody works on it
        }
    }

    private void end(Connection connection, FiredTriggerRecord fire) throws SQLException, JobPersistenceException {
        getDelegate().deleteFiredTrigger(connection, fire.getFireInstanceId());
        if (STATE_COMPLETE.equals(getDelegate().selectTriggerState(connection, fire.getTriggerKey()))) {
            removeTrigger(connection, fire.getTriggerKey());
        }
    }
}
