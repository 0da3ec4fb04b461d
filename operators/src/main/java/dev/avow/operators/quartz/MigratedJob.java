package dev.avow.operators.quartz;

import dev.avow.engine.dsl.Dsl;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.dsl.JobBuilder;
import dev.avow.engine.identity.Printable;
import dev.avow.engine.schedule.Schedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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
        if (!ScheduleNames.isGiven(detail.getKey())) {
            note("has no name of its own, and another one at each start. Name it, or define it by hand.");
        }
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
        List<Schedule> unnamed = new ArrayList<>();
        List<? extends Trigger> triggers = scheduler.getTriggersOfJob(detail.getKey());
        for (Trigger each : triggers) {
            MigratedTrigger trigger = new MigratedTrigger(each, scheduler.getTriggerState(each.getKey()), now, notes);
            Optional<Schedule> schedule = trigger.schedule();
            String name = name(each.getKey());
            if (!ScheduleNames.isGiven(each.getKey())) {
                schedule.ifPresent(unnamed::add);
            } else if (schedule.isPresent() && schedules.putIfAbsent(name, schedule.get()) != null) {
                trigger.note("is left out, since another one of its job is named '" + name
                        + "' already. Define its schedule by hand");
            }
        }
        // why: names by the order in which the scheduler has them would be others at each start
        unnamed.sort(Comparator.comparing(MigratedCode::expression));
        for (Schedule schedule : unnamed) {
            String name = ScheduleNames.next(triggers.size() == 1, schedules.keySet());
            schedules.put(name, schedule);
            note("has a trigger without a name of its own, whose schedule is named '" + name
                    + "' here. Name the trigger if its schedule shall have another.");
        }
        return schedules;
    }

    private Map<String, Object> data() {
        TreeMap<String, Object> data = new TreeMap<>();
        new TreeMap<>(detail.getJobDataMap()).forEach((key, value) -> {
            String has = "has " + Printable.quoted(key) + " in its data, which ";
            if (SECRET.matcher(key).find()) {
                note(has + "looks like a secret and is left out. Give it by a connection.");
            } else if (value instanceof Double || value instanceof Float) {
                note(has + "is a floating-point number and is left out. Give it as a BigDecimal, which the job finds as"
                        + " text.");
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

    /** Names of Quartz are free; what is not allowed here becomes a hyphen. */
    private static String name(Key<?> key) {
        String group = key.getGroup().equals(Key.DEFAULT_GROUP) ? "" : key.getGroup() + "-";
        return (group + key.getName()).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-");
    }
}
