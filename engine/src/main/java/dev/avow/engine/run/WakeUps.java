package dev.avow.engine.run;

import dev.avow.engine.EngineException;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleTrigger;
import org.quartz.TriggerKey;
import org.quartz.impl.JobDetailImpl;
import org.quartz.impl.triggers.SimpleTriggerImpl;
import org.quartz.simpl.RAMJobStore;

/**
 * The clock: an in-memory scheduler that wakes the declare step, at each next slot and whenever requests are due.
 *
 * <p>Nothing of it is stored, since all of it follows from the registered definitions; a wake-up's time decides nothing.
 */
final class WakeUps {

    /** One may meet requests meanwhile; those of slots that are due together share transactions: the more, the fewer. */
    private static final int THREADS = 20;

    private static final Schedulers.Size SIZE = new Schedulers.Size(THREADS, 1, Schedulers.Size.QUARTZ_DEFAULT);

    /** What is declared ahead is declared so much earlier still: slots lie at full seconds, when attempts start. */
    private static final Duration EARLY = Duration.ofMillis(500);

    private static final String GROUP = "avow-wake-up";
    private static final JobKey DECLARE = new JobKey("declare", GROUP);

    private final Scheduler scheduler;
    private final Core core;

    WakeUps(Core core, DeclareStep step) {
        this.core = core;
        this.scheduler =
                Schedulers.create("avow-clock", core.node(), new RAMJobStore(), SIZE, (bundle, quartz) -> step);
    }

    void start() {
        call(() -> {
            JobDetailImpl job = new JobDetailImpl();
            job.setKey(DECLARE);
            job.setJobClass(DeclareStep.class);
            job.setDurability(true);
            scheduler.addJob(job, true);
            scheduler.start();
        });
        core.registry().all().forEach(this::now);
        requests();
    }

    /** Wakes the declare step for all schedules of a job. */
    synchronized void now(BoundJob job) {
        Instant now = core.clock().instant();
        job.job().schedules().keySet().forEach(schedule -> at(job.name(), schedule, now));
    }

    /** Wakes the declare step for the durable requests. */
    void requests() {
        schedule(new TriggerKey("requests", GROUP), Map.of(), core.clock().instant());
    }

    /**
     * Wakes the declare step when a schedule's next slot is to be declared, by the job's newest definition.
     *
     * @param decided up to where slots are decided, so that none is missed that came meanwhile
     */
    synchronized void next(String jobName, String scheduleName, Instant decided) {
        core.registry().find(jobName).map(BoundJob::job).ifPresent(job -> {
            Schedule schedule = job.schedules().get(scheduleName);
            Optional<Instant> slot = Optional.ofNullable(schedule).flatMap(known -> known.next(decided));
            slot.ifPresent(next -> at(jobName, scheduleName, declaredAt(job, next)));
        });
    }

    /** Returns when the clock declares a slot. */
    static Instant declaredAt(Job job, Instant slot) {
        return slot.minus(ahead(job));
    }

    /** Returns how long before a slot the clock declares it. */
    static Duration ahead(Job job) {
        return job.ahead().isZero() ? Duration.ZERO : job.ahead().plus(EARLY);
    }

    /** Wakes the declare step for a schedule at this time, and not at the one that was set before. */
    synchronized void at(String job, String scheduleName, Instant time) {
        schedule(new TriggerKey(job + "/" + scheduleName, GROUP), DeclareStep.order(job, scheduleName), time);
    }

    private synchronized void schedule(TriggerKey key, Map<String, String> order, Instant time) {
        SimpleTriggerImpl trigger = new SimpleTriggerImpl();
        trigger.setKey(key);
        trigger.setJobKey(DECLARE);
        trigger.setStartTime(Date.from(time));
        trigger.setMisfireInstruction(SimpleTrigger.MISFIRE_INSTRUCTION_IGNORE_MISFIRE_POLICY);
        trigger.getJobDataMap().putAll(order);
        call(() -> {
            if (!scheduler.isShutdown() && scheduler.rescheduleJob(key, trigger) == null) {
                scheduler.scheduleJob(trigger);
            }
        });
    }

    void close() {
        call(() -> scheduler.shutdown(true));
    }

    private static void call(Call call) {
        try {
            call.make();
        } catch (SchedulerException e) {
            throw new EngineException("Quartz refused a wake-up: " + e.getMessage() + ".", e);
        }
    }

    @FunctionalInterface
    private interface Call {
        void make() throws SchedulerException;
    }
}
