package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quartz.JobPersistenceException;
import org.quartz.spi.OperableTrigger;

/** A trigger in our tables that Quartz cannot read holds up no run. */
class ForeignOneShotTest extends SlotBatchContract {

    private Identity later;

    /** Of two runs, the trigger of the first is what a test spoils. */
    @BeforeEach
    void trigger_two() {
        manual.avow()
                .register(job("ad-hoc").task("summarise", operator("summarise")).build());
        trigger();
        execute("update qrtz_triggers set priority = 9");
        later = trigger();
    }

    private Identity trigger() {
        return manual.avow()
                .trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"))
                .get("summarise");
    }

    private void assertLaterIsTaken() throws JobPersistenceException {
        assertThat(manual.core().door().acquireNextTriggers(clock.instant().toEpochMilli(), 10, 0))
                .extracting(OperableTrigger::getKey)
                .containsExactly(Triggers.key(later, 1));
    }

    @Test
    void one_of_an_unknown_type() throws Exception {
        execute("update qrtz_triggers set trigger_type = 'OTHER' where priority = 9");

        assertLaterIsTaken();
    }

    @Test
    void one_that_lacks_half_of_its_rows() throws Exception {
        execute("delete from qrtz_simple_triggers where trigger_name in"
                + " (select trigger_name from qrtz_triggers where priority = 9)");

        assertLaterIsTaken();
    }
}
