package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.gate.RunState;
import dev.avow.engine.identity.JsonObject;
import org.junit.jupiter.api.Test;

/** An engine that stood still while another one took its store. */
class LostStoreTest extends EngineContract {

    private ManualAvow trigger_then_take_over() {
        avow().register(job("ad-hoc").task("summarise", operator("summarise")).build());
        avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"));
        ManualAvow old = manual;
        manual = engine(summarise, measure).start();
        return old;
    }

    @Test
    void executes_nothing_and_uses_up_no_trigger() {
        ManualAvow old = trigger_then_take_over();

        int firedByOld = old.executeDue();
        int firedByNew = manual.executeDue();

        assertThat(firedByOld).isZero();
        assertThat(firedByNew).isEqualTo(1);
        assertThat(run("ad-hoc", "summarise").state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void uses_up_no_trigger_while_it_closes() {
        ManualAvow old = trigger_then_take_over();
        old.core().closing().set(true);

        int firedByOld = old.executeDue();
        int firedByNew = manual.executeDue();

        assertThat(firedByOld).isZero();
        assertThat(firedByNew).isEqualTo(1);
    }
}
