package dev.avow.engine.run;

import dev.avow.db.Runs.RunRow;
import dev.avow.db.Session;
import dev.avow.db.Store;
import dev.avow.db.Store.Database;
import dev.avow.engine.EngineException;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.run.Triggers.Order;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.quartz.JobDetail;
import org.quartz.JobPersistenceException;
import org.quartz.TriggerKey;
import org.quartz.impl.jdbcjobstore.InvalidConfigurationException;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;
import org.quartz.impl.jdbcjobstore.SchedulerStateRecord;
import org.quartz.impl.jdbcjobstore.StdJDBCDelegate;
import org.quartz.impl.triggers.SimpleTriggerImpl;
import org.quartz.spi.OperableTrigger;
import org.quartz.spi.TriggerFiredBundle;

/**
 * Quartz's own store, with one door for execution triggers: a transaction that commits what they rest on.
 *
 * <p>It refuses every other way to put a job into our group, or a trigger that belongs to our group or fires our job.
 */
@SuppressWarnings("unchecked") // why: Quartz overrides a generic method without its type
final class DeclaringJobStore extends JobStoreTX {

    private final Store store;
    private final String owner;
    private final @Nullable Beats beats;
    private final ThreadLocal<Boolean> inside = ThreadLocal.withInitial(() -> false);

    private DeclaringJobStore(Store store, String instanceId, String owner, @Nullable Beats beats) {
        this.store = store;
        this.owner = owner;
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

    /** @param owner the token of the store's owner as long as this engine may use it */
    static DeclaringJobStore alone(Store store, String instanceId, String owner) {
        return new DeclaringJobStore(store, instanceId, owner, null);
    }

    /** As {@link #alone}, for a node of a cluster. */
    static DeclaringJobStore shared(Store store, String instanceId, String owner, Beats beats, Duration checkIn) {
        DeclaringJobStore door = new DeclaringJobStore(store, instanceId, owner, beats);
        door.setClusterCheckinInterval(checkIn.toMillis());
        return door;
    }

    /**
     * Runs work in one transaction under the triggers' lock: committed when it returns, rolled back when it throws.
     *
     * @throws RuntimeException what the work threw
     * @throws EngineException if the transaction could not be committed
     */
    <T> T pass(Function<Passage, T> work) {
        try {
            return executeInNonManagedTXLock(
                    LOCK_TRIGGER_ACCESS, connection -> work.apply(new OpenPassage(connection)), null);
        } catch (JobPersistenceException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new EngineException("Transaction failed, and nothing of it is stored. Mend the database.", e);
        }
    }

    /** Stores the one durable job, so that triggers can refer to it. */
    void storeExecuteJob() throws JobPersistenceException {
        asInside(() -> {
            storeJob(Triggers.job(), true);
            return true;
        });
    }

    /** Frees what an engine that ended left half done, without starting any thread; Quartz's cluster does so by itself. */
    void recover() throws JobPersistenceException {
        if (!isClustered()) {
            recoverJobs();
        }
    }

    /**
     * Lets triggers of ours fire again that Quartz set aside, and removes those that fired without an execution.
     *
     * @param idle tells whether nobody works on what a trigger carries
     */
    void resetStuck(Predicate<Order> idle) {
        List<OperableTrigger> stuck = pass(passage -> stuck(((OpenPassage) passage).connection));
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

    @Override
    protected void storeJob(Connection connection, JobDetail job, boolean replaceExisting)
            throws JobPersistenceException {
        if (Triggers.GROUP.equals(job.getKey().getGroup()) && !inside.get()) {
            throw new JobPersistenceException("Job '" + job.getKey() + "' is refused: group '" + Triggers.GROUP
                    + "' belongs to Avow. Use another group.");
        }
        super.storeJob(connection, job, replaceExisting);
    }

    @Override
    protected void storeTrigger(
            Connection connection,
            OperableTrigger trigger,
            JobDetail job,
            boolean replaceExisting,
            String state,
            boolean forceState,
            boolean recovering)
            throws JobPersistenceException {
        boolean ours = Triggers.GROUP.equals(trigger.getKey().getGroup())
                || Triggers.GROUP.equals(trigger.getJobKey().getGroup());
        if (ours && !inside.get()) {
            throw new JobPersistenceException("Trigger '" + trigger.getKey() + "' for job '" + trigger.getJobKey()
                    + "' is refused: only a committed declaration makes an execution trigger. Declare a run instead.");
        }
        super.storeTrigger(connection, trigger, job, replaceExisting, state, forceState, recovering);
    }

    @Override
    protected @Nullable TriggerFiredBundle triggerFired(Connection connection, OperableTrigger trigger)
            throws JobPersistenceException {
        if (!ownsStore(connection)) {
            return null; // why: Quartz lets go of the trigger then, and the store's new engine fires it
        }
        return asInside(() -> super.triggerFired(connection, trigger)); // why: it writes the trigger's new state back
    }

    /** An engine that stood still and lost the store uses up none of its triggers. */
    private boolean ownsStore(Connection connection) {
        return store.on(connection)
                .owners()
                .find()
                .filter(row -> row.token().equals(owner))
                .isPresent();
    }

    private <T> T asInside(StoreCall<T> call) throws JobPersistenceException {
        boolean before = inside.get();
        inside.set(true);
        try {
            return call.make();
        } finally {
            inside.set(before);
        }
    }

    @FunctionalInterface
    private interface StoreCall<T> {
        T make() throws JobPersistenceException;
    }

    /** The door's inner side. */
    private final class OpenPassage implements Passage {

        private final Connection connection;
        private final Session session;

        private OpenPassage(Connection connection) {
            this.connection = connection;
            this.session = store.on(connection);
        }

        @Override
        public Session session() {
            return session;
        }

        @Override
        public void admit(Identity identity, int attempt, Instant at) {
            refuseUnlessNext(identity, attempt);
            SimpleTriggerImpl trigger = Triggers.trigger(identity, attempt, at);
            try {
                asInside(() -> {
                    // why true: a denied fire's spent trigger of the same name may not be deleted yet
                    storeTrigger(connection, trigger, Triggers.job(), true, STATE_WAITING, true, false);
                    return true;
                });
            } catch (JobPersistenceException e) {
                throw new EngineException(
                        "Execution trigger of " + identity + " cannot be stored. Mend the database.", e);
            }
            signalSchedulingChangeOnTxCompletion(at.toEpochMilli());
        }

        @Override
        public void withdraw(Identity identity, int attempt) {
            try {
                removeTrigger(connection, Triggers.key(identity, attempt));
            } catch (JobPersistenceException e) {
                throw new EngineException(
                        "Execution trigger of " + identity + " cannot be removed. Mend the database.", e);
            }
        }

        private void refuseUnlessNext(Identity identity, int attempt) {
            boolean next = session.runs()
                    .find(identity.toString())
                    .map(RunRow::standing)
                    .filter(standing -> RunState.valueOf(standing.state()).isClaimable())
                    .filter(standing -> standing.waiting().isEmpty() && standing.attempts() + 1 == attempt)
                    .isPresent();
            if (!next) {
                throw new EngineException("Attempt " + attempt + " of " + identity
                        + " is not the next one of a run that may be claimed, so no trigger was stored.");
            }
        }
    }
}
