package dev.avow.operators.quartz;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.schedule.Cron.cron;
import static dev.avow.operators.quartz.QuartzJobs.quartzJob;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.schedule.CatchUp;
import dev.avow.engine.schedule.FixedRate;
import dev.avow.engine.schedule.Once;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quartz.CronScheduleBuilder;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.DirectSchedulerFactory;
import org.quartz.impl.calendar.HolidayCalendar;
import org.quartz.simpl.RAMJobStore;
import org.quartz.simpl.SimpleThreadPool;

/** A real scheduler, which is never started. */
class QuartzMigrationTest {

    private static final Instant NOW = Instant.parse("2198-01-01T00:00:00Z");
    private static final Date START = Date.from(Instant.parse("2199-01-01T00:00:00Z"));

    private Scheduler scheduler;

    @BeforeEach
    void create() throws SchedulerException {
        DirectSchedulerFactory factory = DirectSchedulerFactory.getInstance();
        factory.createScheduler("migrated", "one", new SimpleThreadPool(1, 5), new RAMJobStore());
        scheduler = factory.getScheduler("migrated");
    }

    @AfterEach
    void shutdown() throws SchedulerException {
        scheduler.shutdown();
    }

    private QuartzMigration migration() throws SchedulerException {
        return QuartzMigration.of(scheduler, type -> type.getSimpleName().toLowerCase(Locale.ROOT), NOW);
    }

    private static TriggerBuilder<Trigger> trigger(String name) {
        return TriggerBuilder.newTrigger().withIdentity(name);
    }

    @Test
    void carries_cron_zone_misfire_policy_and_data_over() throws SchedulerException {
        JobDetail detail = JobBuilder.newJob(SampleJobs.Alone.class)
                .withIdentity("Nightly Mail", "reports")
                .usingJobData("to", "ops")
                .usingJobData("limit", 20)
                .build();
        CronScheduleBuilder when = CronScheduleBuilder.cronSchedule("0 0 3 * * ?")
                .inTimeZone(TimeZone.getTimeZone("Europe/Berlin"))
                .withMisfireHandlingInstructionDoNothing();
        scheduler.scheduleJob(detail, trigger("night").withSchedule(when).build());

        QuartzMigration migration = migration();

        assertThat(migration.notes()).isEmpty();
        assertThat(migration.jobs())
                .containsExactly(job("reports-nightly-mail")
                        .schedule(
                                "night",
                                cron("0 0 3 * * ?").zone("Europe/Berlin").catchUp(CatchUp.NONE))
                        .maxActiveRuns(1)
                        .task("run", quartzJob("alone", Map.of("to", "ops", "limit", 20)))
                        .build());
    }

    @Test
    void carries_simple_triggers_over_that_repeat_for_ever_or_never() throws SchedulerException {
        JobDetail detail =
                JobBuilder.newJob(SampleJobs.Odd.class).withIdentity("odd").build();
        scheduler.scheduleJob(
                detail,
                trigger("every")
                        .startAt(START)
                        .withSchedule(SimpleScheduleBuilder.repeatMinutelyForever(5)
                                .withMisfireHandlingInstructionIgnoreMisfires())
                        .build());
        scheduler.scheduleJob(trigger("once").forJob(detail).startAt(START).build());

        QuartzMigration migration = migration();

        assertThat(migration.notes()).isEmpty();
        assertThat(migration.jobs().get(0).schedules())
                .isEqualTo(Map.of(
                        "every",
                        FixedRate.every(Duration.ofMinutes(5))
                                .from(START.toInstant())
                                .catchUp(CatchUp.ALL),
                        "once",
                        Once.at(START.toInstant())));
    }

    @Test
    void tells_what_it_leaves_out() throws SchedulerException {
        JobDetail detail = JobBuilder.newJob(SampleJobs.Counting.class)
                .withIdentity("count")
                .requestRecovery()
                .usingJobData("dbPassword", "hunter2")
                .usingJobData("share", 0.5)
                .build();
        scheduler.addCalendar("holidays", new HolidayCalendar(), false, false);
        scheduler.scheduleJob(
                detail,
                trigger("a")
                        .withSchedule(CronScheduleBuilder.cronSchedule("0 0 3 * * ?"))
                        .modifiedByCalendar("holidays")
                        .endAt(START)
                        .usingJobData("x", "y")
                        .withPriority(9)
                        .build());
        scheduler.scheduleJob(trigger("b")
                .forJob(detail)
                .startAt(START)
                .withSchedule(SimpleScheduleBuilder.repeatMinutelyForTotalCount(3))
                .build());

        QuartzMigration migration = migration();

        assertThat(migration.jobs().get(0).schedules()).containsOnlyKeys("a");
        assertThat(migration.jobs().get(0).task("run").call()).isEqualTo(quartzJob("counting", Map.of()));
        assertThat(migration.notes())
                .containsExactlyInAnyOrder(
                        "Trigger 'DEFAULT.a' has the calendar 'holidays', which is left out. Add its dates with"
                                + " except(...).",
                        "Trigger 'DEFAULT.a' ends at 2199-01-01T00:00:00Z, which is left out. Remove the job then.",
                        "Trigger 'DEFAULT.a' has data of its own, which are left out. Give it a job of its own.",
                        "Trigger 'DEFAULT.a' has a priority, which is left out. Use pools.",
                        "Trigger 'DEFAULT.b' fires 3 times, each PT1M, which does not exist here, and is left out."
                                + " Define a schedule by hand.",
                        "Job 'DEFAULT.count' keeps its data from run to run. Adopt it with"
                                + " AdoptedJob.withoutState(...).",
                        "Job 'DEFAULT.count' requests recovery. Give its task retry(RetryPolicy.retries(1)).",
                        "Job 'DEFAULT.count' has 'dbPassword' in its data, which looks like a secret and is left out."
                                + " Give it by a connection.",
                        "Job 'DEFAULT.count' has 'share' in its data, which is a floating-point number and is left out."
                                + " Give it as a BigDecimal, which the job finds as text.");
    }

    @Test
    void names_the_schedule_of_the_only_trigger_alike_at_each_start() throws SchedulerException {
        scheduler.scheduleJob(odd(), unnamed("0 0 3 * * ?"));
        QuartzMigration first = migration();

        scheduler.clear();
        scheduler.scheduleJob(odd(), unnamed("0 0 3 * * ?"));
        QuartzMigration second = migration();

        assertThat(second).isEqualTo(first);
        assertThat(second.jobs().get(0).schedules()).containsOnlyKeys("default");
        assertThat(second.notes()).containsExactly(unnamedNote("default"));
    }

    @Test
    void names_schedules_of_triggers_without_names_by_the_order_of_what_they_say() throws SchedulerException {
        JobDetail detail = odd();
        scheduler.scheduleJob(detail, unnamed("0 0 5 * * ?"));
        for (String cron : new String[] {"0 0 3 * * ?", "0 0 4 * * ?"}) {
            scheduler.scheduleJob(
                    unnamed(cron).getTriggerBuilder().forJob(detail).build());
        }
        CronScheduleBuilder noon = CronScheduleBuilder.cronSchedule("0 0 12 * * ?");
        scheduler.scheduleJob(
                trigger("schedule-2").forJob(detail).withSchedule(noon).build());

        QuartzMigration migration = migration();

        String zone = TimeZone.getDefault().toZoneId().getId();
        assertThat(migration.jobs().get(0).schedules())
                .isEqualTo(Map.of(
                        "schedule-1", cron("0 0 3 * * ?").zone(zone),
                        "schedule-2", cron("0 0 12 * * ?").zone(zone),
                        "schedule-3", cron("0 0 4 * * ?").zone(zone),
                        "schedule-4", cron("0 0 5 * * ?").zone(zone)));
        assertThat(migration.notes())
                .containsExactly(unnamedNote("schedule-1"), unnamedNote("schedule-3"), unnamedNote("schedule-4"));
    }

    @Test
    void tells_of_a_job_without_a_name_of_its_own() throws SchedulerException {
        JobDetail detail =
                JobBuilder.newJob(SampleJobs.Odd.class).storeDurably().build();
        scheduler.addJob(detail, false);

        assertThat(migration().notes())
                .containsExactly("Job '" + detail.getKey()
                        + "' has no name of its own, and another one at each start. Name it, or define it by hand.");
    }

    private static JobDetail odd() {
        return JobBuilder.newJob(SampleJobs.Odd.class).withIdentity("odd").build();
    }

    private static Trigger unnamed(String cron) {
        return TriggerBuilder.newTrigger()
                .withSchedule(CronScheduleBuilder.cronSchedule(cron))
                .build();
    }

    private static String unnamedNote(String schedule) {
        return "Job 'DEFAULT.odd' has a trigger without a name of its own, whose schedule is named '" + schedule
                + "' here. Name the trigger if its schedule shall have another.";
    }
}
