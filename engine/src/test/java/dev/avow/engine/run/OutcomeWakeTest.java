package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.schedule.Cron.cron;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** After an outcome the clock is woken where something may be due since, and only there. */
class OutcomeWakeTest extends EngineContract {

    private final AtomicInteger woken = new AtomicInteger();

    /** Records the outcome of each attempt of this operator by a queue that counts whom it wakes. */
    private void recordBeside(FakeOperator operator) {
        operator.does(run -> {
            new OutcomeQueue(manual.core(), woken::incrementAndGet).record(Succeeded.of(store, run));
            return OperatorResult.success();
        });
    }

    @Test
    void wakes_nobody_after_a_run_that_nothing_follows() {
        recordBeside(summarise);
        avow().register(job("ad-hoc").task("summarise", operator("summarise")).build());

        avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"));
        manual.fireDue();

        assertThat(summarise.executed()).hasSize(1);
        assertThat(woken).hasValue(0);
    }

    @Test
    void wakes_for_the_requests_of_tasks_after_it() {
        recordBeside(summarise);
        avow().register(job("ad-hoc")
                .task("summarise", operator("summarise"))
                .task("measure", operator("measure"))
                .after("summarise")
                .build());

        avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"));
        manual.fireDue();

        assertThat(measure.executed()).hasSize(1);
        assertThat(woken).hasValue(1);
    }

    @Test
    void wakes_for_a_backfill_of_its_job_until_that_is_done() {
        recordBeside(summarise);
        avow().register(job("nightly")
                .schedule(cron("0 0 3 * * ?"))
                .task("summarise", operator("summarise"))
                .build());

        avow().backfills()
                .start(Backfill.of(
                        "nightly",
                        Instant.parse("2026-01-01T00:00:00Z"),
                        Instant.parse("2026-01-03T23:59:59Z"),
                        "ann"));
        manual.fireDue();
        int during = woken.get();
        manual.declareDue();
        manual.fireDueAt("2026-01-05T03:00:00Z");

        assertThat(summarise.executed()).hasSize(4);
        assertThat(during).isEqualTo(3);
        assertThat(woken).hasValue(3);
    }
}
