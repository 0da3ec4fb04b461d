package dev.avow.operators.quartz;

import dev.avow.engine.dsl.Dsl;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.dsl.JobBuilder;
import dev.avow.engine.identity.Printable;
import dev.avow.engine.schedule.Schedule;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.quartz.JobDetail;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.utils.Key;

/**
 * A job of Quartz as one of Avow.
 *
 * @param notes to which is added what is left out or otherwise here
 */
record MigratedJob(Scheduler scheduler, JobDetail detail, Instant now, List<String> notes) {

    /** The name of its one task. */
    static final String TASK = "run";

    private static final Pattern RANDOM = Pattern.compile("[0-9a-f]{12}(-[0-9a-f]{4,12}){5}");
    private static final Pattern SECRET =
            Pattern.compile("passw|secret|token|credential|api.?key|private.?key", Pattern.CASE_INSENSITIVE);

    /**
     * Returns the job.
     *
     * @throws RuntimeException if it makes no valid one
     * @throws SchedulerException if its triggers cannot be read
     */
    Job job(Function<Class<?>, String> names) throws SchedulerException {
        String adopted = adopted(names);
        JobBuilder job = Dsl.job(name(detail.getKey()));
        schedules().forEach(job::schedule);
        if (detail.isConcurrentExecutionDisallowed()) {
            job.maxActiveRuns(1);
        }
        if (detail.isPersistJobDataAfterExecution()) {
            note("keeps its data from run to run. Adopt it with AdoptedJob.withoutState(...).");
        }
        if (detail.requestsRecovery()) {
            note("requests recovery. Give its task retry(RetryPolicy.retries(1)).");
        }
        return job.task(TASK, QuartzJobs.quartzJob(adopted, data())).build();
    }

    /** Returns the key as text for a note. */
    static String quoted(Key<?> key) {
        return "'" + Printable.text(key.toString()) + "'";
    }

    private String adopted(Function<Class<?>, String> names) {
        @Nullable String adopted = names.apply(detail.getJobClass());
        if (adopted == null || !AdoptedJob.isName(adopted)) {
            throw new IllegalStateException("the name "
                    + (adopted == null ? "" : Printable.quoted(adopted) + " ")
                    + "under which " + detail.getJobClass().getName() + " is adopted is "
                    + (adopted == null ? "missing" : "not valid"));
        }
        return adopted;
    }

    private Map<String, Schedule> schedules() throws SchedulerException {
        TreeMap<String, Schedule> schedules = new TreeMap<>();
        List<? extends Trigger> triggers = scheduler.getTriggersOfJob(detail.getKey());
        boolean several =
                triggers.stream().filter(each -> isRandom(each.getKey())).count() > 1;
        for (Trigger each : triggers) {
            MigratedTrigger trigger = new MigratedTrigger(each, scheduler.getTriggerState(each.getKey()), now, notes);
            if (several && isRandom(each.getKey())) {
                trigger.note(
                        "has no name of its own, as another one of its job, so that nothing tells them apart at the"
                                + " next start, and is left out. Name it, or define its schedule by hand");
                continue;
            }
            Optional<Schedule> schedule = trigger.schedule();
            String name = isRandom(each.getKey()) ? JobBuilder.DEFAULT_SCHEDULE : name(each.getKey());
            if (schedule.isPresent() && schedules.putIfAbsent(name, schedule.get()) != null) {
                trigger.note("is left out, since another one of its job is named '" + name
                        + "' already. Define its schedule by hand");
            }
        }
        return schedules;
    }

    private Map<String, Object> data() {
        TreeMap<String, Object> data = new TreeMap<>();
        new TreeMap<>(detail.getJobDataMap()).forEach((key, value) -> {
            String has = "has " + Printable.quoted(key) + " in its data, which ";
            if (SECRET.matcher(key).find()) {
                note(has + "looks like a secret and is left out. Give it by a connection.");
            } else if (value == null || !isDeclarable(value)) {
                note(has + "cannot be declared and is left out. Give its parts, or a file.");
            } else if (value instanceof String text) {
                PlainText.template(text)
                        .ifPresentOrElse(
                                template -> data.put(key, template),
                                () -> note(has + "has {{ and cannot be escaped, and is left out. Give it as a file."));
            } else {
                data.put(key, value);
            }
        });
        return data;
    }

    private static boolean isDeclarable(Object value) {
        return value instanceof String text
                ? Printable.isWellFormed(text)
                : QuartzJobs.declared(value).isPresent();
    }

    private void note(String what) {
        notes.add("Job " + quoted(detail.getKey()) + " " + what);
    }

    /** Quartz gives a trigger without a name a random one, which is another one at each start. */
    private static boolean isRandom(Key<?> key) {
        return RANDOM.matcher(key.getName()).matches();
    }

    /** Names of Quartz are free; what is not allowed here becomes a hyphen. */
    private static String name(Key<?> key) {
        String group = key.getGroup().equals(Key.DEFAULT_GROUP) ? "" : key.getGroup() + "-";
        return (group + key.getName()).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-");
    }
}
