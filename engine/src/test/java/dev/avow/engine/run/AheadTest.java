package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.schedule.Cron.cron;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.dsl.Job;
import dev.avow.engine.history.RunView;
import dev.avow.engine.schedule.CatchUp;
import dev.avow.engine.schedule.Schedule;
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
