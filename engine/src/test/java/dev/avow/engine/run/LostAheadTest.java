package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.schedule.Cron.cron;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.gate.RunState;
import dev.avow.engine.identity.Identity;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A run that was declared ahead, and whose trigger is lost before its slot. */
class LostAheadTest extends EngineContract {

    @Test
    void is_admitted_again_for_its_slot_and_not_before() throws Exception {
        clock.set("2026-01-05T02:00:00Z");
        avow().register(job("nightly")
                .schedule(cron("0 0 3 * * ?"))
                .declareAhead(Duration.ofHours(2))
                .task("summarise", operator("summarise"))
                .build());
        manual.declareDue();
        Identity identity = run("nightly", "summarise").identity();
        manual.core().door().removeTrigger(Triggers.key(identity, 1));

        manual.checkIn();
        int early = manual.fireDueAt("2026-01-05T02:59:59Z");
        int due = manual.fireDueAt("2026-01-05T03:00:00Z");

        assertThat(early).isZero();
        assertThat(due).isEqualTo(1);
        assertThat(run("nightly", "summarise").state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(events(identity)).containsExactly("DECLARED", "READMITTED", "CLAIMED", "OUTCOME");
    }
}
