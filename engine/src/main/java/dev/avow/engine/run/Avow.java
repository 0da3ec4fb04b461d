package dev.avow.engine.run;

import dev.avow.db.open.Stores;
import dev.avow.engine.EngineException;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.history.History;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * The engine: register jobs, start it, and look at their history. Threads may share it.
 *
 * <p>It owns its store: {@link #start} fails while another engine does. A {@linkplain AvowBuilder#clustered clustered} one
 * owns it together with the other nodes.
 */
public final class Avow implements AutoCloseable {

    private final Core core;
    private final Supplier<String> requestIds;
    private final Phase phase;

    Avow(Core core, Supplier<String> requestIds, Supplier<? extends Lifecycle> engines) {
        this.core = core;
        this.requestIds = requestIds;
        this.phase = new Phase(core.store(), core.telling(), engines);
    }

    /** Sets up an engine on the embedded store in a directory, which is made if it is not there. */
    public static AvowBuilder embedded(Path directory) {
        return new AvowBuilder(() -> Stores.embedded(directory));
    }

    /** As {@link #on(DataSource, Path)}, without a directory: an output above 1 MiB fails its attempt. */
    public static AvowBuilder on(DataSource dataSource) {
        return new AvowBuilder(() -> Stores.over(dataSource));
    }

    /**
     * Sets up an engine on a database, H2 or PostgreSQL.
     *
     * @param contents the directory for contents above 1 MiB, shared by all nodes of a cluster
     */
    public static AvowBuilder on(DataSource dataSource, Path contents) {
        return new AvowBuilder(() -> Stores.over(dataSource, contents));
    }

    /**
     * Registers a job, or a new definition of it: all later declarations are made from it. Slots before the first
     * registration of a schedule are never owed.
     *
     * @throws EngineException if an operator is not there, refuses its parameters, or lacks a part that it needs; nothing
     *     is registered then
     */
    public synchronized void register(Job job) {
        phase.refuseClosed();
        BoundJob bound = new Registration(core).register(job);
        phase.tell(engine -> engine.registered(bound));
    }

    /**
     * Takes the store and starts to declare and to execute. What an engine left behind that died is recorded as
     * interrupted, and followed up by its policy.
     *
     * @throws EngineException if this engine was started before, or another engine owns the store; an engine that could
     *     not be started is closed
     */
    public void start() {
        phase.start();
        phase.tell(engine -> engine.serve(new CommandStep(core, this)));
    }

    /**
     * Declares a manual run of a job now: its tasks that come after no other; those after them follow.
     *
     * @param params by name; declared with the defaults of the others
     * @return the identity of each declared task, by name; the same ones again for the same request. The runs of a mapped
     *     task are declared next, and are not among them
     * @throws EngineException if the engine is not started, the job is not registered, a param is unknown, missing or bad, a declaration cannot be made (nothing is declared then), or
     *     the request was used for another declaration ({@code REQUEST_REUSED})
     */
    public Map<String, Identity> trigger(String job, JsonObject params, ManualRequest request) {
        Map<String, Identity> declared = manual().trigger(job, params, request);
        if (core.registry().get(job).hasMappedRoots()) {
            phase.tell(Lifecycle::heed);
        }
        return declared;
    }

    /**
     * Returns what would be declared now for a slot, of its tasks that come after no other; stores nothing.
     *
     * @param occasion the slot's key, decided or not: {@code slot:default:2026-01-05T03:00:00Z}
     * @throws EngineException if the job is not registered, has no such slot, or a declaration cannot be made
     */
    public List<Preview> preview(String job, String occasion) {
        phase.refuseClosed();
        return new PreviewStep(core, requestIds).slot(job, occasion);
    }

    /**
     * As {@link #preview(String, String)}, for a manual run; without a key of the caller's, the request will have another
     * one, and so another identity.
     */
    public List<Preview> preview(String job, JsonObject params, ManualRequest request) {
        phase.refuseClosed();
        return new PreviewStep(core, requestIds).manual(job, params, request);
    }

    /** Returns what declares spans of past slots. */
    public Backfills backfills() {
        return new Backfills(core, requestIds, phase);
    }

    /**
     * Returns what does to jobs and runs what this does, and has events tell who asked.
     *
     * @throws EngineException if the name is not of 1 to 200 printable characters
     */
    public NamedUser as(String name) {
        return new NamedUser(core, requestIds, phase, Who.named(name));
    }

    /**
     * Executes the declaration of a run that has ended once more, as a new attempt of the same run. Tasks after it that
     * were declared, or recorded as never to be declared, stay as they are.
     *
     * @return the number of the new attempt
     * @throws EngineException if there is no such run, it has not ended, or it was rejected
     */
    public int rerun(Identity identity) {
        return verbs().rerun(identity, Who.UNSAID);
    }

    /**
     * Declares an occasion anew from today's definition: new runs of the tasks that come after no other, and of those
     * after them in turn. Tasks whose declaration would be the same are left as they are.
     *
     * @param occasion the occasion's key, as the history shows it
     * @return the new identities, by task; new runs of a mapped task are declared next, and are not among them
     * @throws EngineException if there is no such occasion, a declaration cannot be made, or all would be the same
     */
    public Map<String, Identity> redeclare(String job, String occasion) {
        return redeclare(job, List.of(), occasion);
    }

    /** As {@link #redeclare(String, String)}, for one task and those after it. */
    public Map<String, Identity> redeclare(String job, String task, String occasion) {
        return redeclare(job, List.of(task), occasion);
    }

    private Map<String, Identity> redeclare(String job, List<String> tasks, String occasion) {
        phase.refuseNotRunning();
        Map<String, Identity> declared = new Redeclaring(core).redeclare(job, tasks, occasion, Who.UNSAID);
        phase.tell(Lifecycle::heed);
        return declared;
    }

    /**
     * Lets a denied run try the gate again.
     *
     * @return the number of the attempt that it will be
     * @throws EngineException if there is no such run, or it was not denied
     */
    public int release(Identity identity) {
        return verbs().release(identity, Who.UNSAID);
    }

    /**
     * Approves a run that waits for that: its next attempt is admitted, when its slot comes.
     *
     * @return the number of the attempt that it will be
     * @throws EngineException if there is no such run, it does not wait for approval, it has expired, another role must
     *     approve it, or the review is not valid
     */
    public int approve(Identity identity, Review review) {
        phase.refuseNotRunning();
        try {
            return new Approving(core).approve(identity, review);
        } finally {
            phase.tell(Lifecycle::heed); // why: one that is found expired has ended, and tasks after it may go on
        }
    }

    /**
     * Rejects a run that waits for approval, which ends it for good; tasks after it go on as after a failure.
     *
     * @throws EngineException as for {@link #approve}
     */
    public void reject(Identity identity, Review review) {
        phase.refuseNotRunning();
        try {
            new Approving(core).reject(identity, review);
        } finally {
            phase.tell(Lifecycle::heed);
        }
    }

    /**
     * Pauses a job, on every node: its slots are declared, but no attempt of it starts. What runs goes on. A job that is
     * paused stays so.
     *
     * @throws EngineException if the job is neither registered nor in the store
     */
    public void pause(String job) {
        phase.refuseClosed();
        new Pausing(core).pause(job, Who.UNSAID);
    }

    /**
     * Ends a job's pause, and admits the runs that waited for that, oldest occasion first. A job that is not paused stays
     * so.
     *
     * @throws EngineException if the job is neither registered nor in the store
     */
    public void resume(String job) {
        phase.refuseClosed();
        new Pausing(core).resume(job, Who.UNSAID);
        phase.tell(Lifecycle::heed);
    }

    /**
     * Sets how many slots a named pool has, for the tasks of all jobs in the store that need one, and admits runs that
     * waited for room. A smaller pool interrupts nothing; one without slots lets nothing start.
     *
     * @throws EngineException if the name is not valid, or the number is below 0
     */
    public void pool(String name, int slots) {
        phase.refuseClosed();
        new PoolSizes(core).set(name, slots);
        phase.tell(Lifecycle::heed);
    }

    /**
     * Cancels a run. One that waits, or will start later, ends now. One that runs is interrupted, here at once, on another
     * node at its next check-in, and ends as cancelled, unless it has succeeded by then; it is never retried. Tasks after
     * it go on as after a failure.
     *
     * @throws EngineException if there is no such run, or it has ended
     */
    public void cancel(Identity identity) {
        phase.refuseNotRunning();
        new Cancelling(core).cancel(identity, Who.UNSAID);
        phase.tell(Lifecycle::heed);
    }

    /**
     * Deletes the private values of a run and their key, and its private outputs, for good; the declaration and all else
     * stay, so that its identity can be verified as before. The run is never executed again. What is equal to a private
     * output and belongs to another run, or is a kept input, stays.
     *
     * @param by who erases, in 1 to 200 characters
     * @param reason in 1 to 2,000 characters; both are recorded
     * @throws EngineException if there is no such run, an attempt of it runs, it has nothing private, it was erased before,
     *     or a text is not valid
     */
    public void erase(Identity identity, String by, String reason) {
        phase.refuseNotRunning();
        new Erasing(core, by, reason).erase(identity);
        phase.tell(Lifecycle::heed);
    }

    /**
     * As {@link #erase}, of all runs of an occasion that have something private, together or not at all.
     *
     * @param occasion the occasion's key, as the history shows it
     * @return the runs that were erased
     */
    public List<Identity> eraseOccasion(String job, String occasion, String by, String reason) {
        phase.refuseNotRunning();
        List<Identity> erased = new Erasing(core, by, reason).eraseOccasion(job, occasion);
        phase.tell(Lifecycle::heed);
        return erased;
    }

    /** Returns what happened. */
    public History history() {
        return new History(core.store());
    }

    /**
     * Stops to declare and to fire, waits for running attempts as long as set, interrupts the rest, lets listeners hear of
     * it as long as that again, and closes the store.
     */
    @Override
    public void close() {
        phase.close();
    }

    private ManualStep manual() {
        phase.refuseNotRunning();
        return new ManualStep(core, requestIds);
    }

    private RunVerbs verbs() {
        phase.refuseNotRunning();
        return new RunVerbs(core);
    }
}
