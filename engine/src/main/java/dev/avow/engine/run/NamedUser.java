package dev.avow.engine.run;

import dev.avow.engine.EngineException;
import dev.avow.engine.identity.Identity;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What {@link Avow} does to jobs and runs, in the name of somebody: the event of each tells {@code by} whom. That they may
 * is the caller's to know. Threads may share it.
 */
public final class NamedUser {

    private final Core core;
    private final Supplier<String> requestIds;
    private final Phase phase;
    private final Who who;

    NamedUser(Core core, Supplier<String> requestIds, Phase phase, Who who) {
        this.core = core;
        this.requestIds = requestIds;
        this.phase = phase;
        this.who = who;
    }

    /**
     * As {@link Avow#rerun}.
     *
     * @return the number of the new attempt
     * @throws EngineException as there
     */
    public int rerun(Identity identity) {
        phase.refuseNotRunning();
        return new RunVerbs(core).rerun(identity, who);
    }

    /**
     * As {@link Avow#release}.
     *
     * @return the number of the attempt that it will be
     * @throws EngineException as there
     */
    public int release(Identity identity) {
        phase.refuseNotRunning();
        return new RunVerbs(core).release(identity, who);
    }

    /**
     * As {@link Avow#cancel}.
     *
     * @throws EngineException as there
     */
    public void cancel(Identity identity) {
        phase.refuseNotRunning();
        new Cancelling(core).cancel(identity, who);
        phase.tell(Lifecycle::heed);
    }

    /**
     * As {@link Avow#redeclare(String, String)}; each new run has an event {@code REDECLARED} beside the one of its
     * declaration.
     *
     * @return the new identities, by task
     * @throws EngineException as there
     */
    public Map<String, Identity> redeclare(String job, String occasion) {
        return redeclare(job, List.of(), occasion);
    }

    /** As {@link #redeclare(String, String)}, for one task and those after it. */
    public Map<String, Identity> redeclare(String job, String task, String occasion) {
        return redeclare(job, List.of(task), occasion);
    }

    Map<String, Identity> redeclare(String job, List<String> tasks, String occasion) {
        phase.refuseNotRunning();
        Map<String, Identity> declared = new Redeclaring(core).redeclare(job, tasks, occasion, who);
        phase.tell(Lifecycle::heed);
        return declared;
    }

    /**
     * As {@link Avow#pause}.
     *
     * @throws EngineException as there
     */
    public void pause(String job) {
        phase.refuseClosed();
        new Pausing(core).pause(job, who);
    }

    /**
     * As {@link Avow#resume}.
     *
     * @throws EngineException as there
     */
    public void resume(String job) {
        phase.refuseClosed();
        new Pausing(core).resume(job, who);
        phase.tell(Lifecycle::heed);
    }

    /**
     * As {@link Backfills#cancel}.
     *
     * @throws EngineException as there
     */
    public void cancelBackfill(String id) {
        new Backfills(core, requestIds, phase).cancel(id, who);
    }
}
