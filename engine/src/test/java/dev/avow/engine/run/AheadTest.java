package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.dsl.RetryPolicy.retries;
import static dev.avow.engine.schedule.Cron.cron;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.dsl.Elements;
import dev.avow.engine.dsl.InputSource;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.schedule.CatchUp;
import dev.avow.engine.schedule.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Declared ahead by one definition, then registered with another schedule. */
class AheadTest extends EngineContract {

    private static Job nightly(Schedule schedule, Duration ahead) {
        return job("nightly")
                .schedule(schedule)
                .declareAhead(ahead)
                .task("summarise", operator("summarise"))
                .build();
    }

    /** Returns the times of what was declared, oldest first. */
    private List<String> declared() {
        return runs("nightly").stream()
                .map(RunView::occasion)
                .map(occasion -> occasion.replace("slot:default:2026-01-", ""))
                .sorted()
                .toList();
    }

    @Test
    void a_denser_schedule_is_declared_between_what_was_declared_ahead() {
        avow().register(nightly(cron("0 0 3 * * ?"), Duration.ofDays(2)));
        manual.fireDueAt("2026-01-05T03:00:00Z");

        avow().register(nightly(cron("0 0 3/8 * * ?"), Duration.ZERO));
        manual.fireDueAt("2026-01-05T11:00:00Z");
        manual.fireDueAt("2026-01-05T19:00:00Z");
        manual.fireDueAt("2026-01-06T03:00:00Z");
        manual.fireDueAt("2026-01-06T11:00:00Z");

        assertThat(declared())
                .containsExactly(
                        "05T03:00:00Z", "05T11:00:00Z", "05T19:00:00Z", "06T03:00:00Z", "06T11:00:00Z", "07T03:00:00Z");
        assertThat(summarise.executed()).hasSize(5);
    }

    @Test
    void a_denser_schedule_is_declared_ahead_too() {
        avow().register(nightly(cron("0 0 3 * * ?"), Duration.ofDays(1)));
        manual.declareDue();

        avow().register(nightly(cron("0 0 3/8 * * ?"), Duration.ofDays(1)));
        manual.declareDue();

        assertThat(declared()).containsExactly("05T03:00:00Z", "05T11:00:00Z", "05T19:00:00Z");
    }

    @Test
    void catching_up_skips_around_what_was_declared_ahead() {
        avow().register(nightly(cron("0 0 3 * * ?"), Duration.ofDays(2)));
        manual.declareDue();

        avow().register(nightly(cron("0 0 3/8 * * ?").catchUp(CatchUp.LAST), Duration.ZERO));
        manual.fireDueAt("2026-01-06T20:00:00Z");

        assertThat(declared()).containsExactly("05T03:00:00Z", "06T03:00:00Z", "06T19:00:00Z");
        assertThat(store.<Long>read(session -> session.slots().slots("nightly", "default", 100).stream()
                        .filter(slot -> slot.decision().equals("SKIPPED"))
                        .mapToLong(slot -> slot.slots())
                        .sum()))
                .isEqualTo(3);
    }

    @Test
    void registering_the_same_definition_again_declares_nothing_twice() {
        avow().register(nightly(cron("0 0 3 * * ?"), Duration.ofDays(2)));
        manual.declareDue();

        avow().register(nightly(cron("0 0 3 * * ?"), Duration.ofDays(2)));
        manual.fireDueAt("2026-01-05T03:00:00Z");
        manual.fireDueAt("2026-01-06T03:00:00Z");

        assertThat(declared()).containsExactly("05T03:00:00Z", "06T03:00:00Z", "07T03:00:00Z", "08T03:00:00Z");
        assertThat(summarise.executed()).hasSize(2);
    }

    private Identity cancelledAhead() {
        avow().register(nightly(cron("0 0 3 * * ?"), Duration.ofDays(1)));
        manual.declareDue();
        Identity run = run("nightly", "summarise").identity();
        avow().cancel(run);
        return run;
    }

    @Test
    void what_is_declared_anew_before_its_slot_waits_for_it_too() {
        cancelledAhead();

        avow().register(job("nightly")
                .schedule(cron("0 0 3 * * ?"))
                .declareAhead(Duration.ofDays(1))
                .task("summarise", operator("summarise").parameter("lines", 3))
                .build());
        Identity anew =
                avow().redeclare("nightly", "slot:default:2026-01-05T03:00:00Z").get("summarise");
        manual.fireDue();
        assertThat(summarise.executed()).isEmpty();
        manual.fireDueAt("2026-01-05T03:00:00Z");

        assertThat(summarise.executed()).extracting(DeclaredRun::identity).containsExactly(anew);
    }

    @Test
    void a_cancelled_run_that_is_executed_again_before_its_slot_waits_for_it() {
        Identity run = cancelledAhead();

        avow().rerun(run);
        manual.fireDue();
        assertThat(summarise.executed()).isEmpty();
        manual.fireDueAt("2026-01-05T03:00:00Z");

        assertThat(summarise.executed()).extracting(DeclaredRun::identity).containsExactly(run);
    }

    @Test
    void runs_of_a_mapped_task_wait_for_their_slot() {
        avow().register(job("nightly")
                .schedule(cron("0 0 3 * * ?"))
                .declareAhead(Duration.ofDays(1))
                .task("summarise", operator("summarise"))
                .mapped(Elements.of("north", "south"))
                .build());
        manual.fireDue();

        assertThat(declared()).hasSize(2);
        assertThat(summarise.executed()).isEmpty();
        manual.fireDueAt("2026-01-05T03:00:00Z");

        assertThat(summarise.executed()).hasSize(2);
    }

    @Test
    void a_slot_that_was_refused_ahead_and_is_declared_after_all_waits_for_its_time() throws IOException {
        Path tickets = directory.resolve("tickets.txt");
        avow().register(job("nightly")
                .schedule(cron("0 0 3 * * ?"))
                .declareAhead(Duration.ofDays(1))
                .retryRefused(retries(3).backoff(Duration.ofSeconds(5)))
                .task("summarise", operator("summarise"))
                .input("tickets", InputSource.file(tickets))
                .build());
        manual.fireDue();
        assertThat(declared()).isEmpty();

        Files.writeString(tickets, "The lamp is off.");
        manual.fireDueAfter(Duration.ofSeconds(5));
        assertThat(declared()).containsExactly("05T03:00:00Z");
        assertThat(summarise.executed()).isEmpty();
        manual.fireDueAt("2026-01-05T03:00:00Z");

        assertThat(summarise.executed()).hasSize(1);
    }

    /** Attempts start at full seconds, when slots lie. */
    @Test
    void the_clock_declares_half_a_second_earlier_than_it_must() {
        avow().register(nightly(cron("0 0 3 * * ?"), Duration.ofMinutes(5)));
        BoundJob job = manual.core().registry().find("nightly").orElseThrow();
        SlotStep step = new SlotStep(manual.core());

        clock.set("2026-01-05T02:54:59.499Z");
        step.decideAlone(job, "default");
        assertThat(declared()).isEmpty();
        clock.set("2026-01-05T02:54:59.500Z");

        assertThat(WakeUps.declaredAt(job.job(), Instant.parse("2026-01-05T03:00:00Z")))
                .isEqualTo("2026-01-05T02:54:59.500Z");
        assertThat(step.decideAlone(job, "default")).contains(Instant.parse("2026-01-05T03:00:00Z"));
        assertThat(declared()).containsExactly("05T03:00:00Z");
    }

    @Test
    void the_clock_declares_nothing_earlier_that_is_declared_at_its_fire() {
        avow().register(nightly(cron("0 0 3 * * ?"), Duration.ZERO));
        BoundJob job = manual.core().registry().find("nightly").orElseThrow();

        clock.set("2026-01-05T02:59:59.999Z");
        new SlotStep(manual.core()).decideAlone(job, "default");

        assertThat(declared()).isEmpty();
        assertThat(WakeUps.declaredAt(job.job(), Instant.parse("2026-01-05T03:00:00Z")))
                .isEqualTo("2026-01-05T03:00:00Z");
    }
}
