package dev.avow.operators.quartz;

import dev.avow.engine.EngineException;
import dev.avow.engine.dsl.Dsl;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.dsl.JobBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.impl.matchers.GroupMatcher;

/**
 * What the jobs of a Quartz scheduler are as jobs of Avow; the scheduler is only read.
 *
 * @param jobs in the order of their keys; each is named as its key, with the group in front unless that is the default one,
 *     and has a task {@code run}
 * @param notes what was left out, and what to do about it
 */
public record QuartzMigration(List<Job> jobs, List<String> notes) {

    private static final Pattern SECRET =
            Pattern.compile("passw|secret|token|credential|api.?key|private.?key", Pattern.CASE_INSENSITIVE);

    public QuartzMigration {
        jobs = List.copyOf(jobs);
        notes = List.copyOf(notes);
    }

    /**
     * Reads the jobs of a scheduler.
     *
     * @param names gives the name under which a class of jobs is adopted
     * @throws SchedulerException if the scheduler cannot be read
     * @throws EngineException if a key or data make no valid job; its message says which
     */
    public static QuartzMigration of(Scheduler scheduler, Function<Class<?>, String> names) throws SchedulerException {
        List<Job> jobs = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (JobKey key : new TreeSet<>(scheduler.getJobKeys(GroupMatcher.anyJobGroup()))) {
            JobDetail detail = scheduler.getJobDetail(key);
            jobs.add(job(scheduler, detail, names.apply(detail.getJobClass()), notes));
        }
        return new QuartzMigration(jobs, notes);
    }

    private static Job job(Scheduler scheduler, JobDetail detail, String adopted, List<String> notes)
            throws SchedulerException {
        JobKey key = detail.getKey();
        JobBuilder job = Dsl.job(name(key));
        List<MigratedTrigger> triggers = new ArrayList<>();
        for (Trigger trigger : scheduler.getTriggersOfJob(key)) {
            triggers.add(new MigratedTrigger(trigger, notes));
        }
        triggers.forEach(trigger ->
                trigger.schedule().ifPresent(schedule -> job.schedule(name(trigger.name(), ""), schedule)));
        if (detail.isConcurrentExecutionDisallowed()) {
            job.maxActiveRuns(1);
        }
        if (detail.isPersistJobDataAfterExecution()) {
            notes.add("Job '" + key + "' keeps its data from run to run. Adopt it with AdoptedJob.withoutState(...).");
        }
        if (detail.requestsRecovery()) {
            notes.add("Job '" + key + "' requests recovery. Give its task retry(RetryPolicy.retries(1)).");
        }
        return job.task("run", QuartzJobs.quartzJob(adopted, data(detail, notes)))
                .build();
    }

    private static Map<String, Object> data(JobDetail detail, List<String> notes) {
        TreeMap<String, Object> data = new TreeMap<>();
        new TreeMap<>(detail.getJobDataMap()).forEach((key, value) -> {
            String of = "Job '" + detail.getKey() + "' has '" + key + "' in its data, which ";
            if (SECRET.matcher(key).find()) {
                notes.add(of + "looks like a secret and is left out. Give it by a connection.");
            } else if (value == null || QuartzJobs.declared(value).isEmpty()) {
                notes.add(of + "cannot be declared and is left out. Give its parts, or a file.");
            } else {
                data.put(key, value);
            }
        });
        return data;
    }

    private static String name(JobKey key) {
        return name(key.getName(), key.getGroup().equals(JobKey.DEFAULT_GROUP) ? "" : key.getGroup() + "-");
    }

    /** Names of Quartz are free; what is not allowed here becomes a hyphen. */
    private static String name(String name, String prefix) {
        return (prefix + name).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-");
    }
}
