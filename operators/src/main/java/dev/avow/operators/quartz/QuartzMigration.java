package dev.avow.operators.quartz;

import dev.avow.engine.dsl.Job;
import dev.avow.engine.identity.Printable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.JobPersistenceException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.matchers.GroupMatcher;

/**
 * What the jobs of a Quartz scheduler are as jobs of Avow; the scheduler is only read.
 *
 * @param jobs in the order of their keys; each is named as its key, with the group in front unless that is the default one,
 *     and has a task {@code run}. Schedules are named as their triggers; one whose trigger has only the random name that
 *     Quartz makes up is named {@code default} if that is the job's only trigger, else {@code schedule-1} and so on, by
 *     the order of what they say
 * @param notes what was left out or is otherwise here, and what to do about it
 */
public record QuartzMigration(List<Job> jobs, List<String> notes) {

    public QuartzMigration {
        jobs = List.copyOf(jobs);
        notes = List.copyOf(notes);
    }

    /**
     * Reads the jobs of a scheduler, at the present moment by the system's clock.
     *
     * @throws SchedulerException as {@link #of(Scheduler, Function, Instant)}
     */
    public static QuartzMigration of(Scheduler scheduler, Function<Class<?>, String> names) throws SchedulerException {
        return of(scheduler, names, InstantSource.system().instant());
    }

    /**
     * Reads the jobs of a scheduler. A job that cannot be one of Avow is left out, and a note says why.
     *
     * @param names gives the name under which a class of jobs is adopted; a class for which it throws is left out
     * @param now tells triggers that have begun and ended from others, for the notes
     * @throws SchedulerException if the scheduler cannot be read
     */
    public static QuartzMigration of(Scheduler scheduler, Function<Class<?>, String> names, Instant now)
            throws SchedulerException {
        TreeMap<String, Job> jobs = new TreeMap<>();
        List<Job> inOrder = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (JobKey key : new TreeSet<>(scheduler.getJobKeys(GroupMatcher.anyJobGroup()))) {
            List<String> own = new ArrayList<>();
            try {
                @Nullable JobDetail detail = detail(scheduler, key);
                if (detail == null) {
                    continue; // why: it was deleted since its key was read
                }
                Job job = new MigratedJob(scheduler, detail, now, own).job(names);
                if (jobs.putIfAbsent(job.name(), job) != null) {
                    throw new IllegalStateException("another job is named '" + job.name() + "' already");
                }
                inOrder.add(job);
            } catch (RuntimeException e) { // why: whatever is wrong with one job, it must not hide the others
                own = List.of(leftOut(key, e));
            }
            notes.addAll(own);
        }
        return new QuartzMigration(inOrder, notes);
    }

    /**
     * Returns the source of a class of Java, {@code MigratedJobs}, to paste: a method for each job, and {@code jobs()} that
     * returns all of them. The notes stand in it as comments.
     */
    public String code() {
        return MigratedCode.of(jobs, notes);
    }

    private static @Nullable JobDetail detail(Scheduler scheduler, JobKey key) throws SchedulerException {
        try {
            return scheduler.getJobDetail(key);
        } catch (JobPersistenceException e) {
            if (e.getCause() instanceof ClassNotFoundException) {
                throw new IllegalStateException(
                        "its class is not there: " + e.getCause().getMessage(), e);
            }
            throw e;
        }
    }

    private static String leftOut(JobKey key, RuntimeException e) {
        String why = e.getMessage() == null ? e.getClass().getName() : Printable.text(e.getMessage());
        return "Job " + MigratedJob.quoted(key) + " is left out: " + why.replaceFirst("[.]$", "")
                + ". Define it by hand.";
    }
}
