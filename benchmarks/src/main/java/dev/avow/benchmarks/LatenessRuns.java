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
import org.quartz.JobExecutionException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerBuilder;

/** Jobs with a slot each second, by the real clock. */
final class LatenessRuns {

    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final String DELAYS = "delays";

    private LatenessRuns() {}

    /**
     * For how many seconds slots count.
     *
     * @param unheeded how many of the seconds before them do not
     */
    record Plan(int jobs, int unheeded, int measured) {

        Delays delays() {
            return new Delays(SECOND.multipliedBy(measured), measured * jobs);
        }

        /** Returns the first moment that counts of an engine that is started and has all its jobs. */
        Instant from() {
            return nextSecond().plusSeconds(unheeded);
        }
    }

    private static Instant nextSecond() {
        return CLOCK.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    }

    /** @param ahead zero to declare at fire */
    static Delays avow(DataSource source, Plan plan, Duration ahead) throws InterruptedException {
        Instant first = nextSecond();
        Delays delays = plan.delays();
        try (Avow avow = Avow.on(source)
                .operators(new Noting(delays))
                .threads(AvowRuns.THREADS)
                .build()) {
            for (int i = 0; i < plan.jobs(); i++) {
                var job = job("job" + i)
                        .schedule(FixedRate.every(SECOND).from(first).catchUp(CatchUp.ALL));
                if (!ahead.isZero()) {
                    job.declareAhead(ahead);
                }
                avow.register(job.task("work", operator(NoOp.NAME).user(AvowRuns.PROMPT))
                        .build());
            }
            avow.start();
            delays.open(plan.from());
            return delays.await();
        }
    }

    static Delays quartz(Databases database, DataSource source, Plan plan)
            throws SchedulerException, InterruptedException {
        Instant first = nextSecond();
        Delays delays = plan.delays();
        Scheduler scheduler = QuartzRuns.scheduler(database, source, false, 0);
        scheduler.getContext().put(DELAYS, delays);
        try {
            for (int i = 0; i < plan.jobs(); i++) {
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
            delays.open(plan.from());
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
        public void execute(JobExecutionContext context) throws JobExecutionException {
            Instant now = CLOCK.instant();
            QuartzRuns.of(context, DELAYS, Delays.class)
                    .started(context.getScheduledFireTime().toInstant(), now);
        }
    }
}
