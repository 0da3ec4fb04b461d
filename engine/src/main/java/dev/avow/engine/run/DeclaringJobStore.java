package dev.avow.engine.run;

import dev.avow.db.Runs.RunRow;
import dev.avow.db.Session;
import dev.avow.db.Store;
import dev.avow.engine.EngineException;
import dev.avow.engine.identity.Identity;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.quartz.JobDetail;
import org.quartz.JobPersistenceException;
import org.quartz.TriggerKey;
import org.quartz.impl.triggers.SimpleTriggerImpl;
import org.quartz.spi.OperableTrigger;
import org.quartz.spi.TriggerFiredBundle;

/**
 * The store of execution triggers, with one door for them: a transaction that commits what they rest on.
 *
 * <p>It refuses every other way to put a job into our group, or a trigger that belongs to our group or fires our job.
 */
@SuppressWarnings("unchecked") // why: Quartz overrides a generic method without its type
final class DeclaringJobStore extends EndingJobStore {

    private final Store store;
    private final String owner;
    private Telling telling = new Telling(List.of(), Duration.ZERO, SecretGuard.idle());
    private final ThreadLocal<Boolean> inside = ThreadLocal.withInitial(() -> false);

    private DeclaringJobStore(Store store, String instanceId, String owner, @Nullable Beats beats) {
        super(store, instanceId, beats);
        this.store = store;
        this.owner = owner;
    }

    /**
     * Returns the store of an engine alone.
     *
     * @param owner the token of the store's owner as long as this engine may use it
     * @param checkIn also after how long Quartz tries again what the database did not do
     */
    static DeclaringJobStore alone(Store store, String instanceId, String owner, Duration checkIn) {
        return new DeclaringJobStore(store, instanceId, owner, null).every(checkIn);
    }

    /** As {@link #alone}, for a node of a cluster. */
    static DeclaringJobStore shared(Store store, String instanceId, String owner, Beats beats, Duration checkIn) {
        return new DeclaringJobStore(store, instanceId, owner, beats).every(checkIn);
    }

    private DeclaringJobStore every(Duration checkIn) {
        setClusterCheckinInterval(checkIn.toMillis());
        setDbRetryInterval(checkIn.toMillis());
        return this;
    }

    /** Has this tell what transactions do; for whoever makes the store, and once. */
    DeclaringJobStore tells(Telling whom) {
        telling = whom;
        return this;
    }

    /**
     * Runs work in one transaction under the triggers' lock: committed when it returns, and its notices told then; rolled
     * back when it throws.
     *
     * @throws RuntimeException what the work threw
     * @throws EngineException if the transaction could not be committed, or something in it had failed and the work caught
     *     that
     */
    <T> T pass(Function<Passage, T> work) {
        return telling.whenCommitted(() -> endingFires(fires -> inTransaction(connection ->
                store.within(connection, session -> pass(new OpenPassage(connection, session, fires), work)))));
    }

    private static <T> T pass(OpenPassage passage, Function<Passage, T> work) {
        T result = work.apply(passage);
        if (passage.failed) {
            throw new EngineException(
                    "Transaction was rolled back: an execution trigger could not be stored, removed or"
                            + " ended in it. Let the exception of that out.");
        }
        return result;
    }

    /** Stores the one durable job, so that triggers can refer to it. */
    void storeExecuteJob() throws JobPersistenceException {
        asInside(() -> {
            storeJob(Triggers.job(), true);
            return true;
        });
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
    String owner() {
        return owner;
    }

    @Override
    Optional<TriggerFiredBundle> fireForeign(Connection connection, OperableTrigger trigger)
            throws JobPersistenceException {
        return asInside(() -> super.fireForeign(connection, trigger)); // why: it writes the trigger's new state back
    }

    /** An engine that stood still and lost the store uses up none of its triggers. */
    @Override
    boolean ownsStore(Connection connection) {
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
        private final List<OperableTrigger> ended;
        private boolean failed;

        private OpenPassage(Connection connection, Session session, List<OperableTrigger> ended) {
            this.connection = connection;
            this.session = session;
            this.ended = ended;
        }

        @Override
        public Session session() {
            return session;
        }

        @Override
        public void admit(Identity identity, int attempt, Instant at) {
            noting("Execution trigger of " + identity, () -> {
                NextChecks.refuseUnlessNext(session, identity, attempt);
                store(identity, attempt, at);
                return true;
            });
        }

        @Override
        public void admitInserted(RunRow inserted, Instant at) {
            noting("Execution trigger of " + inserted.identity(), () -> {
                Identity identity = Identity.parse(inserted.identity());
                NextChecks.refuseUnlessFirst(identity, inserted);
                store(identity, 1, at);
                return true;
            });
        }

        private void store(Identity identity, int attempt, Instant at) throws JobPersistenceException {
            SimpleTriggerImpl trigger = Triggers.trigger(identity, attempt, at);
            asInside(() -> {
                // why true: a denied fire's spent trigger of the same name may not be deleted yet
                storeTrigger(connection, trigger, Triggers.job(), true, STATE_WAITING, true, false);
                return true;
            });
            signalSchedulingChangeOnTxCompletion(at.toEpochMilli());
        }

        @Override
        public void admitFirst(Map<Identity, Instant> runs) {
            if (runs.isEmpty()) {
                return;
            }
            noting("Execution triggers of " + runs.size() + " runs", () -> {
                NextChecks.refuseUnlessFirst(session, runs.keySet());
                List<SimpleTriggerImpl> triggers = runs.entrySet().stream()
                        .map(run -> Triggers.trigger(run.getKey(), 1, run.getValue()))
                        .toList();
                TriggerBatch.insert(connection, getDelegate(), triggers, Triggers.job(), STATE_WAITING);
                signalSchedulingChangeOnTxCompletion(
                        Collections.min(runs.values()).toEpochMilli());
                return true;
            });
        }

        @Override
        public void withdraw(Identity identity, int attempt) {
            noting(
                    "Execution trigger of " + identity,
                    () -> removeTrigger(connection, Triggers.key(identity, attempt)));
        }

        @Override
        public void end(List<OperableTrigger> fired) {
            noting("Fires of execution triggers " + keys(fired), () -> {
                endFires(connection, fired, ended);
                return true;
            });
        }

        private static List<TriggerKey> keys(List<OperableTrigger> triggers) {
            return triggers.stream().map(OperableTrigger::getKey).toList();
        }

        /** A failure that the work catches must not commit what was before it. */
        private void noting(String what, TriggerStep step) {
            boolean done = false;
            try {
                step.make();
                done = true;
            } catch (SQLException | IOException | JobPersistenceException e) {
                throw new EngineException(what + " cannot be stored, removed or ended. Mend the database.", e);
            } finally {
                failed |= !done;
            }
        }
    }

    @FunctionalInterface
    private interface TriggerStep {
        Object make() throws SQLException, IOException, JobPersistenceException;
    }
}
