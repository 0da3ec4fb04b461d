package dev.avow.engine.dsl;

import dev.avow.engine.EngineException;
import dev.avow.engine.identity.Printable;
import dev.avow.engine.schedule.Schedule;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Defines a job; not for sharing between threads. A setting that is given twice fails at the second call; all else is
 * checked by {@link #build}, which reports all faults together.
 */
public final class JobBuilder {

    /** The name of a schedule that is given without one. */
    public static final String DEFAULT_SCHEDULE = "default";

    /** The owner of a job that is given none. */
    public static final String DEFAULT_OWNER = "unowned";

    private final String name;
    private final String subject;
    private final Faults faults;
    private final TreeMap<String, Schedule> schedules = new TreeMap<>();
    private final TreeMap<String, Param> params = new TreeMap<>();
    private final Map<String, TaskBuilder> tasks = new LinkedHashMap<>();
    private final Setting<String> owner;
    private final Setting<Duration> ahead;
    private final Setting<RetryPolicy> refusals;
    private final Setting<Integer> maxActiveRuns;
    private final Setting<Approval> approval;

    JobBuilder(String name) {
        this.name = name;
        this.subject = "Job " + Printable.quoted(name);
        this.faults = new Faults(subject);
        this.owner = new Setting<>(subject, "owner");
        this.ahead = new Setting<>(subject, "time ahead");
        this.refusals = new Setting<>(subject, "retry policy for refusals");
        this.maxActiveRuns = new Setting<>(subject, "limit of active runs");
        this.approval = new Setting<>(subject, "approval");
    }

    /**
     * Names who answers for the job, in 1 to 200 characters.
     *
     * @throws EngineException if it has an owner
     */
    public JobBuilder owner(String team) {
        owner.set(team);
        return this;
    }

    /** Adds the job's only schedule, under the name {@value #DEFAULT_SCHEDULE}. */
    public JobBuilder schedule(Schedule schedule) {
        return schedule(DEFAULT_SCHEDULE, schedule);
    }

    /** Adds a schedule; its name stands in the declarations of its slots. */
    public JobBuilder schedule(String scheduleName, Schedule schedule) {
        if (schedules.putIfAbsent(scheduleName, schedule) != null) {
            faults.add("has two schedules named " + Printable.quoted(scheduleName)
                    + ". Give each schedule a name of its own");
        }
        return this;
    }

    /**
     * Declares each occasion this long before its slot, at most 365 days, so that people have time to look; half a second
     * earlier still, so that it does not meet the starts of attempts at full seconds. A job without a schedule has nothing
     * to declare ahead, which {@link #build} refuses.
     *
     * @throws EngineException if such a time is given already
     */
    public JobBuilder declareAhead(Duration time) {
        ahead.set(time);
        return this;
    }

    /**
     * Tries a declaration again that was refused, for example since an input file was not there yet.
     *
     * @throws EngineException if such a policy is given already
     */
    public JobBuilder retryRefused(RetryPolicy policy) {
        refusals.set(policy);
        return this;
    }

    /**
     * Limits how many runs of the job, of all its tasks together, may run at once, to at least 1; not declared. Others wait
     * until it is their turn.
     *
     * @throws EngineException if such a limit is given already
     */
    public JobBuilder maxActiveRuns(int limit) {
        maxActiveRuns.set(limit);
        return this;
    }

    /**
     * Lets each run of its tasks that come after no other stand declared, with its identity, until somebody of this role
     * approves it; tasks after those follow without. A task's own approval comes before that of the job. Not declared.
     *
     * @throws EngineException if the job has an approval
     */
    public JobBuilder requireApproval(String role) {
        return requireApproval(Approval.by(role));
    }

    /** As {@link #requireApproval(String)}, with a time after which a run expires. */
    public JobBuilder requireApproval(Approval by) {
        approval.set(by);
        return this;
    }

    /** Adds a param, which manual runs may be given, and templates name {@code params.NAME}. */
    public JobBuilder param(String paramName, Param param) {
        if (params.putIfAbsent(paramName, param) != null) {
            faults.add("has two params named " + Printable.quoted(paramName) + ". Give each param a name of its own");
        }
        return this;
    }

    /** Adds a task; what follows on the returned builder is about this task. */
    public TaskBuilder task(String taskName, OperatorCall call) {
        TaskBuilder task = new TaskBuilder(this, faults, taskName, call);
        if (tasks.putIfAbsent(taskName, task) != null) {
            faults.add("has two tasks named " + Printable.quoted(taskName) + ". Give each task a name of its own");
        }
        return task;
    }

    /**
     * Returns the job.
     *
     * @throws EngineException if the definition has faults; its message lists all of them
     */
    public Job build() {
        Faults all = faults.copy();
        Map<String, Task> built = new LinkedHashMap<>();
        tasks.forEach((taskName, task) -> built.put(taskName, task.buildTask(all, approval.value())));
        Job job = new Job(
                name,
                owner.value().orElse(DEFAULT_OWNER),
                schedules,
                built,
                ahead.value().orElse(Duration.ZERO),
                refusals.value().orElse(RetryPolicy.none()),
                maxActiveRuns.value().map(OptionalInt::of).orElse(OptionalInt.empty()),
                params);
        new JobChecks(job, all).check();
        all.refuse();
        return job;
    }

    /** Returns how messages name the job. */
    String subject() {
        return subject;
    }
}
