package dev.avow.benchmarks;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;

import dev.avow.engine.declaration.Occasion.Slot;
import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.operator.Component;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.run.Avow;
import dev.avow.engine.schedule.CatchUp;
import dev.avow.engine.schedule.FixedRate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Set;
import javax.sql.DataSource;
import org.quartz.CronScheduleBuilder;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerBuilder;

/** Jobs with a slot each second, by the real clock. */
final class LatenessRuns {

    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static volatile Delays fires = new Delays(Instant.MAX, Instant.MAX, 0);

    private LatenessRuns() {}

    /**
     * For how many seconds there are slots.
     *
     * @param lead how many seconds there are at most to register jobs, before the first slot
     * @param unheeded how many of the first seconds do not count
     */
    record Plan(int lead, int unheeded, int measured) {

        /** Returns the first slot: a time after now in which the first declarations can be made. */
        Instant first() {
            return CLOCK.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(lead);
        }

        Delays delays(Instant first) {
            Instant from = first.plusSeconds(unheeded);
            return new Delays(from, from.plusSeconds(measured), measured * AvowRuns.JOBS);
        }
    }

    /** @param ahead zero to declare at fire */
    static Delays avow(DataSource source, Plan plan, Duration ahead) throws InterruptedException {
        Instant first = plan.first();
        Delays delays = plan.delays(first);
        try (Avow avow = Avow.on(source)
                .operators(new Noting(delays))
                .threads(AvowRuns.THREADS)
                .build()) {
            for (int i = 0; i < AvowRuns.JOBS; i++) {
                var job = job("job" + i)
                        .schedule(FixedRate.every(SECOND).from(first).catchUp(CatchUp.ALL));
                if (!ahead.isZero()) {
                    job.declareAhead(ahead);
                }
                avow.register(job.task("work", operator(NoOp.NAME).user(AvowRuns.PROMPT))
                        .build());
            }
            avow.start();
            return delays.await();
        }
    }

    static Delays quartz(Databases database, DataSource source, Plan plan)
            throws SchedulerException, InterruptedException {
        Instant first = plan.first();
        Delays delays = plan.delays(first);
        fires = delays;
        Scheduler scheduler = QuartzRuns.scheduler(database, source, false, 0);
        try {
            for (int i = 0; i < AvowRuns.JOBS; i++) {
                scheduler.scheduleJob(
                        JobBuilder.newJob(Fire.class).withIdentity("job" + i).build(),
                        TriggerBuilder.newTrigger()
                                .withIdentity("trigger" + i)
                                .startAt(Date.from(first))
                                .withSchedule(CronScheduleBuilder.cronSchedule("* * * * * ?")
                                        .withMisfireHandlingInstructionIgnoreMisfires())
                                .build());
            }
            scheduler.start();
            return delays.await();
        } finally {
            scheduler.shutdown(true);
        }
    }

    /** Does nothing but note when it started. */
    private record Noting(Delays delays) implements Operator {

        @Override
        public OperatorRef ref() {
            return new OperatorRef(NoOp.NAME, "1");
        }

        @Override
        public Set<Component> needs() {
            return Set.of();
        }

        @Override
        public OperatorResult execute(DeclaredRun run) {
            Instant now = CLOCK.instant();
            if (run.declaration().occasion() instanceof Slot slot) {
                delays.started(slot.scheduledFor(), now);
            }
            return OperatorResult.success();
        }
    }

    /** Does nothing but note when it started. */
    public static final class Fire implements Job {

        @Override
        public void execute(JobExecutionContext context) {
            Instant now = CLOCK.instant();
            fires.started(context.getScheduledFireTime().toInstant(), now);
        }
    }
}
