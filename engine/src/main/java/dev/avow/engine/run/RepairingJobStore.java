package dev.avow.engine.run;

import dev.avow.db.Store;
import dev.avow.engine.EngineException;
import dev.avow.engine.run.Triggers.Order;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.quartz.JobPersistenceException;
import org.quartz.TriggerKey;
import org.quartz.impl.jdbcjobstore.FiredTriggerRecord;
import org.quartz.impl.jdbcjobstore.SchedulerStateRecord;
import org.quartz.spi.OperableTrigger;

/** Mends what Quartz leaves behind: triggers that it set aside, and fires that never came to their execution. */
@SuppressWarnings("unchecked") // why: Quartz overrides a generic method without its type
abstract class RepairingJobStore extends QuartzStore {

    private volatile Set<String> idleFires = Set.of();

    RepairingJobStore(Store store, String instanceId, @Nullable Beats beats) {
        super(store, instanceId, beats);
    }

    /** Tells whether this engine owns the store: one that stood still may have lost it. */
    abstract boolean ownsStore(Connection connection);

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
            freeOthers(connection);
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

    /** In a store with one engine, all that other instances hold is of engines that owned it before. */
    private void freeOthers(Connection connection) throws SQLException, JobPersistenceException {
        if (!isClustered() && ownsStore(connection)) {
            List<SchedulerStateRecord> others = new ArrayList<>();
            for (String instance : getDelegate().selectFiredTriggerInstanceNames(connection)) {
                if (!instance.equals(getInstanceId())) {
                    others.add(named(instance));
                }
            }
            clusterRecover(connection, others);
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
