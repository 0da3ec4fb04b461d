package dev.avow.operators.quartz;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.operators.quartz.QuartzJobs.quartzJob;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.dsl.Job;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonObject;
import dev.avow.testing.ManualAvow;
import dev.avow.testing.ManualAvowExtension;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quartz.CalendarIntervalScheduleBuilder;
import org.quartz.CronScheduleBuilder;
import org.quartz.DailyTimeIntervalScheduleBuilder;
import org.quartz.JobBuilder;
import org.quartz.JobDataMap;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.JobPersistenceException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.DirectSchedulerFactory;
import org.quartz.simpl.RAMJobStore;
import org.quartz.simpl.SimpleThreadPool;

/** What of a real scheduler, which is never started, is carried over beside what cannot be. */
@ExtendWith(ManualAvowExtension.class)
class MigratedFaultsTest {

    private static final Instant NOW = Instant.parse("2098-01-01T00:00:00Z");
    private static final Date LATER = Date.from(Instant.parse("2099-01-01T00:00:00Z"));

    private Scheduler scheduler;

    @BeforeEach
    void create() throws SchedulerException {
        DirectSchedulerFactory factory = DirectSchedulerFactory.getInstance();
        factory.createScheduler("faulty", "one", new SimpleThreadPool(1, 5), new RAMJobStore());
        scheduler = factory.getScheduler("faulty");
    }

    @AfterEach
    void shutdown() throws SchedulerException {
        scheduler.shutdown();
    }

    private QuartzMigration migration() throws SchedulerException {
        return QuartzMigration.of(scheduler, type -> type.getSimpleName().toLowerCase(Locale.ROOT), NOW);
    }

    private JobDetail odd(String name) throws SchedulerException {
        return odd(JobKey.jobKey(name));
    }

    private JobDetail odd(JobKey key) throws SchedulerException {
        JobDetail detail = JobBuilder.newJob(SampleJobs.Odd.class)
                .withIdentity(key)
                .storeDurably()
                .build();
        scheduler.addJob(detail, false);
        return detail;
    }

    private static JobDetail echo(Map<String, String> data) {
        return JobBuilder.newJob(SampleJobs.Echoing.class)
                .withIdentity("echo")
                .storeDurably()
                .setJobData(new JobDataMap(data))
                .build();
    }

    private static TriggerBuilder<Trigger> trigger(JobDetail of, String name) {
        return TriggerBuilder.newTrigger().withIdentity(name).forJob(of);
    }

    private static CronScheduleBuilder nightly() {
        return CronScheduleBuilder.cronSchedule("0 0 3 * * ?");
    }

    @Test
    void leaves_out_jobs_that_cannot_be_and_carries_the_others_over() throws SchedulerException {
        odd("A b");
        odd("a-b");
        odd("-x");
        odd("good");
        odd("n".repeat(101));
        scheduler.addJob(echo(Map.of("key\uD800", "text")), false);

        QuartzMigration migration = migration();

        assertThat(migration.jobs()).extracting(Job::name).containsExactly("a-b", "good");
        String rule = ", which is not valid. Use 1 to 100 of a-z, 0-9, '.', '_' and '-', with a letter or digit first."
                + " Define it by hand.";
        String cut = "'" + "n".repeat(100) + "...'";
        assertThat(migration.notes())
                .containsExactly(
                        "Job 'DEFAULT.-x' is left out: Job '-x' has the name '-x'" + rule,
                        "Job 'DEFAULT.a-b' is left out: another job is named 'a-b' already. Define it by hand.",
                        "Job 'DEFAULT.echo' is left out: Refused at /key\\uD800: lone surrogate U+D800. Define it by"
                                + " hand.",
                        "Job 'DEFAULT." + "n".repeat(101) + "' is left out: Job " + cut + " has the name " + cut
                                + rule);
    }

    @Test
    void leaves_out_jobs_whose_class_is_adopted_under_no_name() throws SchedulerException {
        odd("one");
        scheduler.addJob(
                JobBuilder.newJob(SampleJobs.Asking.class)
                        .withIdentity("two")
                        .storeDurably()
                        .build(),
                false);
        scheduler.addJob(
                JobBuilder.newJob(SampleJobs.Digest.class)
                        .withIdentity("three")
                        .storeDurably()
                        .build(),
                false);

        QuartzMigration migration = QuartzMigration.of(
                scheduler,
                type -> {
                    if (type == SampleJobs.Asking.class) {
                        throw new IllegalArgumentException("Asking is not adopted.");
                    }
                    return type == SampleJobs.Digest.class ? "Mail Digest" : "odd";
                },
                NOW);

        assertThat(migration.jobs())
                .containsExactly(
                        job("one").task("run", quartzJob("odd", Map.of())).build());
        assertThat(migration.notes())
                .containsExactly(
                        "Job 'DEFAULT.three' is left out: the name 'Mail Digest' under which"
                                + " dev.avow.operators.quartz.SampleJobs$Digest is adopted is not valid. Define it by"
                                + " hand.",
                        "Job 'DEFAULT.two' is left out: Asking is not adopted. Define it by hand.");
    }

    @Test
    void tells_of_triggers_that_are_paused_or_begin_later_or_have_ended() throws SchedulerException {
        JobDetail detail = odd("odd");
        scheduler.scheduleJob(trigger(detail, "paused").withSchedule(nightly()).build());
        scheduler.pauseTrigger(TriggerKey.triggerKey("paused"));
        scheduler.scheduleJob(
                trigger(detail, "later").startAt(LATER).withSchedule(nightly()).build());
        scheduler.scheduleJob(trigger(detail, "over")
                .withSchedule(nightly())
                .endAt(Date.from(NOW))
                .build());

        QuartzMigration migration = migration();

        assertThat(migration.jobs().get(0).schedules()).containsOnlyKeys("paused", "later");
        assertThat(migration.notes())
                .containsExactlyInAnyOrder(
                        "Trigger 'DEFAULT.paused' is paused, and its schedule here is not. Pause the job before it is"
                                + " due, or take the schedule out.",
                        "Trigger 'DEFAULT.later' starts at 2099-01-01T00:00:00Z, and its schedule here when the job is"
                                + " registered. Register it then.",
                        "Trigger 'DEFAULT.over' ended at 2098-01-01T00:00:00Z, and is left out.");
    }

    @Test
    void tells_of_triggers_that_repeat_as_no_schedule_does() throws SchedulerException {
        JobDetail detail = odd("odd");
        scheduler.scheduleJob(trigger(detail, "months")
                .withSchedule(CalendarIntervalScheduleBuilder.calendarIntervalSchedule()
                        .withIntervalInMonths(2))
                .build());
        scheduler.scheduleJob(trigger(detail, "daily")
                .withSchedule(DailyTimeIntervalScheduleBuilder.dailyTimeIntervalSchedule()
                        .withIntervalInMinutes(10))
                .build());
        scheduler.scheduleJob(trigger(detail, "fast")
                .withSchedule(SimpleScheduleBuilder.simpleSchedule()
                        .withIntervalInMilliseconds(1_500)
                        .repeatForever())
                .build());

        QuartzMigration migration = migration();

        assertThat(migration.jobs().get(0).schedules()).isEmpty();
        assertThat(migration.notes())
                .containsExactlyInAnyOrder(
                        "Trigger 'DEFAULT.months' repeats by the calendar, each 2 MONTH, which does not exist here, and"
                                + " is left out. Define a schedule by hand.",
                        "Trigger 'DEFAULT.daily' repeats within days, each 10 MINUTE, which does not exist here, and is"
                                + " left out. Define a schedule by hand.",
                        "Trigger 'DEFAULT.fast' is left out, since its schedule cannot be read here: Period PT1.5S is"
                                + " not valid. Use whole seconds, at least PT1S.");
    }

    @Test
    void names_schedules_by_group_and_leaves_one_out_that_is_named_as_another() throws SchedulerException {
        JobDetail detail = odd("odd");
        scheduler.scheduleJob(trigger(detail, "night").withSchedule(nightly()).build());
        scheduler.scheduleJob(TriggerBuilder.newTrigger()
                .withIdentity("night", "mail")
                .forJob(detail)
                .withSchedule(nightly())
                .build());
        scheduler.scheduleJob(trigger(detail, "Night").withSchedule(nightly()).build());

        QuartzMigration migration = migration();

        assertThat(migration.jobs().get(0).schedules()).containsOnlyKeys("night", "mail-night");
        assertThat(migration.notes())
                .singleElement()
                .asString()
                .matches("Trigger 'DEFAULT[.][Nn]ight' is left out, since another one of its job is named 'night'"
                        + " already[.] Define its schedule by hand[.]");
    }

    @Test
    void gives_a_job_its_texts_as_they_were(ManualAvow avow) throws SchedulerException {
        Map<String, String> texts = Map.of(
                "place", "{{x}}",
                "taken", "a {{x}} <% b",
                "raw", "{{{x}}}\n",
                "comment", "{{! none }}\nnext",
                "section", "{{#a}}\n{{/a}}\r\n",
                "open", " {{ <",
                "delimiters", "{{=<% %>=}}{{x}}",
                "closing", "{{x}} %> >",
                "most", "{{x}} <% [% <| [| <#",
                "none", "no place } {");
        scheduler.addJob(echo(texts), false);

        QuartzMigration migration = migration();
        avow.operators(QuartzJobOperator.adopting("echoing", "1", SampleJobs.Echoing.class))
                .register(migration.jobs().get(0));
        avow.trigger("echo");
        avow.fireDue();

        String found = avow.output(avow.run("echo", "run"), "result");
        JsonObject.Builder expected = JsonObject.builder();
        new TreeMap<>(texts).forEach(expected::put);
        assertThat(CanonicalJson.parseObject(found.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(expected.build());
        assertThat(migration.notes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n{{x}}", " \r\n{{x}}", "{{ <% [% <| [| <# [#"})
    void leaves_out_text_that_it_cannot_escape(String text) throws SchedulerException {
        scheduler.addJob(echo(Map.of("text", text)), false);

        assertThat(migration().notes())
                .containsExactly("Job 'DEFAULT.echo' has 'text' in its data, which has {{ and cannot be escaped, and is"
                        + " left out. Give it as a file.");
    }

    @Test
    void leaves_out_text_that_utf_8_cannot_carry() throws SchedulerException {
        scheduler.addJob(echo(Map.of("text", "a\uD800")), false);

        QuartzMigration migration = migration();

        assertThat(migration.jobs()).hasSize(1);
        assertThat(migration.notes())
                .containsExactly("Job 'DEFAULT.echo' has 'text' in its data, which cannot be declared and is left out."
                        + " Give its parts, or a file.");
    }

    @Test
    void leaves_out_a_job_whose_class_is_gone_as_it_can_be_in_a_database() throws SchedulerException {
        odd("gone");
        odd("here");
        Scheduler real = scheduler;
        Scheduler lacking = (Scheduler) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Scheduler.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getJobDetail") && arguments[0].equals(JobKey.jobKey("gone"))) {
                        throw new JobPersistenceException(
                                "A class was not found", new ClassNotFoundException("com.example.Gone"));
                    }
                    return method.invoke(real, arguments);
                });

        QuartzMigration migration = QuartzMigration.of(lacking, type -> "odd", NOW);

        assertThat(migration.jobs()).extracting(Job::name).containsExactly("here");
        assertThat(migration.notes())
                .containsExactly("Job 'DEFAULT.gone' is left out: its class is not there: com.example.Gone. Define it"
                        + " by hand.");
    }
}
