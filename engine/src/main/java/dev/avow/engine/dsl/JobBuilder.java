package dev.avow.engine.dsl;

import dev.avow.engine.EngineException;
import dev.avow.engine.schedule.Schedule;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Defines a job; not for sharing between threads. Settings that exclude each other fail at the second call; all else is
 * checked by {@link #build}, which reports all faults together.
 */
public final class JobBuilder {

    /** The name of a schedule that is given without one. */
    public static final String DEFAULT_SCHEDULE = "default";

    /** The owner of a job that is given none. */
    public static final String DEFAULT_OWNER = "unowned";

    private final String name;
    private final Faults faults;
    private final TreeMap<String, Schedule> schedules = new TreeMap<>();
    private final Map<String, TaskBuilder> tasks = new LinkedHashMap<>();
    private Optional<String> owner = Optional.empty();
    private Duration ahead = Duration.ZERO;
    private RetryPolicy refusals = RetryPolicy.none();

    JobBuilder(String name) {
        this.name = name;
        this.faults = new Faults("Job '" + name + "'");
    }

    /**
     * Names who answers for the job.
     *
     * @throws EngineException if it has an owner
     */
    public JobBuilder owner(String team) {
        owner.ifPresent(other -> {
            throw new EngineException("Job '" + name + "' cannot have the owner '" + team + "': it has the owner '"
                    + other + "'. Name one owner.");
        });
        owner = Optional.of(team);
        return this;
    }

    /** Adds the job's only schedule, under the name {@value #DEFAULT_SCHEDULE}. */
    public JobBuilder schedule(Schedule schedule) {
        return schedule(DEFAULT_SCHEDULE, schedule);
    }

    /** Adds a schedule; its name stands in the declarations of its slots. */
    public JobBuilder schedule(String scheduleName, Schedule schedule) {
        if (schedules.putIfAbsent(scheduleName, schedule) != null) {
            faults.add("has two schedules named '" + scheduleName + "'. Give each schedule a name of its own");
        }
        return this;
    }

    /** Declares each occasion this long before its slot, so that people have time to look. */
    public JobBuilder declareAhead(Duration time) {
        ahead = time;
        return this;
    }

    /** Tries a declaration again that was refused, for example since an input file was not there yet. */
    public JobBuilder retryRefused(RetryPolicy policy) {
        refusals = policy;
        return this;
    }

    /** Adds a task; what follows on the returned builder is about this task. */
    public TaskBuilder task(String taskName, OperatorCall call) {
        TaskBuilder task = new TaskBuilder(this, faults, taskName, call);
        if (tasks.putIfAbsent(taskName, task) != null) {
            faults.add("has two tasks named '" + taskName + "'. Give each task a name of its own");
        }
        return task;
    }

    /**
     * Returns the job.
     *
     * @throws EngineException if the definition has faults; its message lists all of them
     */
    public Job build() {
        Map<String, Task> built = new LinkedHashMap<>();
        tasks.forEach((taskName, task) -> built.put(taskName, task.buildTask()));
        Job job = new Job(name, owner.orElse(DEFAULT_OWNER), schedules, built, ahead, refusals);
        new JobChecks(job, faults).check();
        faults.refuse();
        return job;
    }
}
