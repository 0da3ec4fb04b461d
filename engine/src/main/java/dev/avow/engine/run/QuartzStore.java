package dev.avow.engine.run;

import dev.avow.db.Store;
import dev.avow.db.Store.Database;
import dev.avow.engine.EngineException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.quartz.JobPersistenceException;
import org.quartz.impl.jdbcjobstore.InvalidConfigurationException;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;
import org.quartz.impl.jdbcjobstore.SchedulerStateRecord;
import org.quartz.impl.jdbcjobstore.StdJDBCDelegate;

/** Quartz's own store on our database: how its transactions begin and end, and which instances of a cluster count as dead. */
@SuppressWarnings("unchecked") // why: Quartz overrides a generic method without its type
abstract class QuartzStore extends JobStoreTX {

    private final Store store;
    private final @Nullable Beats beats;
    private final QuartzConnections connections;
    private final BeginningLock lock;
    private final ThreadLocal<Boolean> checkingIn = ThreadLocal.withInitial(() -> false);

    /** @param beats of a node of a cluster, or null */
    QuartzStore(Store store, String instanceId, @Nullable Beats beats) {
        this.store = store;
        this.beats = beats;
        setInstanceId(instanceId);
        setIsClustered(beats != null);
        this.connections = new QuartzConnections(store.dataSource());
        setDataSource(connections.register());
        this.lock = new BeginningLock(store.beginning());
        if (store.database() == Database.POSTGRESQL) { // why: an engine that lost the store has its own memory
            setUseDBLocks(true);
            setLockHandler(lock);
        }
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
            String why = DatabaseFaults.find(e)
                    .map(Messages::of)
                    .map(text -> " " + text)
                    .orElse("");
            throw new EngineException(
                    "Transaction failed, and nothing of it is stored." + why + " Mend the database.", e);
        }
    }

    /** Lets an error in the middle out as an exception: Quartz rolls back for those, else it would store half the work. */
    @Override
    protected <T> T executeInNonManagedTXLock(
            @Nullable String name, TransactionCallback<T> work, @Nullable TransactionValidator<T> check)
            throws JobPersistenceException {
        lock.expect(name != null && getLockHandler().requiresConnection());
        try {
            return super.executeInNonManagedTXLock(
                    name,
                    connection -> {
                        try {
                            beginIfExpected(connection);
                            return work.execute(connection);
                        } catch (Error e) { // why: no memory is no reason to store half a transaction
                            throw new IllegalStateException(
                                    "Transaction met an error, and nothing of it is stored.", e);
                        }
                    },
                    check);
        } catch (Error e) { // why: Quartz's thread would end, and nothing fire any more
            throw new JobPersistenceException("Transaction met an error. See the cause.", e);
        } finally {
            lock.expect(false);
        }
    }

    /** A thread that has the lock already takes it without a statement. */
    private void beginIfExpected(Connection connection) throws JobPersistenceException {
        if (lock.isExpected()) {
            lock.expect(false);
            begin(connection);
        }
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

    /** Also finds instances that fired while nobody listed them: one that stood still, was ended, went on and died. */
    @Override
    protected List<SchedulerStateRecord> findFailedInstances(Connection connection) throws JobPersistenceException {
        List<SchedulerStateRecord> failed = new ArrayList<>(super.findFailedInstances(connection));
        if (beats == null || firstCheckIn) {
            return failed;
        }
        try {
            Set<String> listed = getDelegate().selectSchedulerStateRecords(connection, null).stream()
                    .map(SchedulerStateRecord::getSchedulerInstanceId)
                    .collect(Collectors.toSet());
            for (String instance : getDelegate().selectFiredTriggerInstanceNames(connection)) {
                if (!listed.contains(instance) && beats.standsStill("quartz " + instance, 0)) {
                    failed.add(named(instance));
                }
            }
            return failed;
        } catch (SQLException e) {
            throw new JobPersistenceException("Quartz's fired triggers cannot be read. Mend the database.", e);
        }
    }

    static SchedulerStateRecord named(String instance) {
        SchedulerStateRecord record = new SchedulerStateRecord();
        record.setSchedulerInstanceId(instance);
        return record;
    }

    /** Lets go of the pool, as the last step: shutting Quartz down leaves what still has to be recorded its way. */
    final void letGo() {
        connections.letGo();
    }

    /** Commits in the middle, and goes on with a second transaction on the same connection. */
    @Override
    protected boolean doCheckin() throws JobPersistenceException {
        checkingIn.set(true);
        try {
            return super.doCheckin();
        } finally {
            checkingIn.remove();
        }
    }

    @Override
    protected void commitConnection(Connection connection) throws JobPersistenceException {
        super.commitConnection(connection);
        if (checkingIn.get()) {
            begin(connection);
        }
    }

    private void begin(Connection connection) throws JobPersistenceException {
        try {
            store.begin(connection);
        } catch (RuntimeException | Error e) {
            throw new JobPersistenceException("Transaction cannot begin. Mend the database.", e);
        }
    }

    /** Begins each transaction as the store's own, so that a node that stands still does not hold its locks for long. */
    @Override
    protected Connection getNonManagedTXConnection() throws JobPersistenceException {
        Connection connection = super.getNonManagedTXConnection();
        try {
            if (!lock.isExpected()) {
                begin(connection);
            }
            return connection;
        } catch (JobPersistenceException e) {
            rollbackConnection(connection);
            cleanupConnection(connection);
            throw e;
        }
    }
}
