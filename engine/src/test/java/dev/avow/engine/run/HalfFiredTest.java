package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.identity.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.quartz.JobPersistenceException;
import org.quartz.spi.OperableTrigger;

/** A statement that fails while triggers are fired uses none of them up. */
class HalfFiredTest extends SlotBatchContract {

    @Test
    void triggers_whose_fire_the_database_refuses_fire_as_soon_as_it_does_not() throws Exception {
        manual.avow()
                .register(job("ad-hoc").task("summarise", operator("summarise")).build());
        manual.avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"));
        manual.avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"));
        DeclaringJobStore door = manual.core().door();
        List<OperableTrigger> acquired =
                door.acquireNextTriggers(clock.instant().toEpochMilli(), 10, 0);
        String second = acquired.get(1).getKey().getName();
        execute("alter table qrtz_fired_triggers add constraint poison check (state <> 'EXECUTING' or trigger_name <> '"
                + second + "')");

        assertThatThrownBy(() -> door.triggersFired(acquired)).isInstanceOf(JobPersistenceException.class);
        acquired.forEach(door::releaseAcquiredTrigger);
        execute("alter table qrtz_fired_triggers drop constraint poison");

        assertThat(manual.executeDue()).isEqualTo(2);
    }
}
