package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import org.junit.jupiter.api.Test;

/** An engine that stood still while another one took its store. */
class LostStoreTest extends EngineContract {

    private ManualEngine trigger_then_take_over() {
        avow().register(job("ad-hoc").task("summarise", operator("summarise")).build());
        avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"));
        ManualEngine old = manual;
        manual = engine(summarise, measure).start();
        return old;
    }

    @Test
    void executes_nothing_and_uses_up_no_trigger() {
        ManualEngine old = trigger_then_take_over();

        int firedByOld = old.executeDue();
        int firedByNew = manual.executeDue();

        assertThat(firedByOld).isZero();
        assertThat(firedByNew).isEqualTo(1);
        assertThat(run("ad-hoc", "summarise").state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void uses_up_no_trigger_while_it_closes() {
        ManualEngine old = trigger_then_take_over();
        old.core().closing().set(true);

        int firedByOld = old.executeDue();
        int firedByNew = manual.executeDue();

        assertThat(firedByOld).isZero();
        assertThat(firedByNew).isEqualTo(1);
    }

    @Test
    void ends_no_attempt_of_the_engine_that_has_the_store_now() {
        ManualEngine old = trigger_then_take_over();
        summarise.does(run -> {
            new Reconciler(old.core(), new OutcomeQueue(old.core(), () -> {})).check();
            return OperatorResult.success();
        });

        manual.executeDue();

        RunView run = run("ad-hoc", "summarise");
        assertThat(run.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(events(run.identity())).doesNotContain("STALE_OUTCOME");
    }

    @Test
    void admits_no_run_when_it_closes() throws Exception {
        ManualEngine old = trigger_then_take_over();
        try (Connection connection = store.dataSource().getConnection();
                PreparedStatement simple = connection.prepareStatement("delete from qrtz_simple_triggers");
                PreparedStatement triggers = connection.prepareStatement("delete from qrtz_triggers")) {
            simple.executeUpdate();
            assertThat(triggers.executeUpdate()).isEqualTo(1);
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        }

        old.close();

        assertThat(manual.executeDue()).isZero();
        manual.checkIn();
        assertThat(manual.executeDue()).isEqualTo(1);
    }

    @Test
    void what_it_had_acquired_is_fired_by_the_engine_that_has_the_store_now() throws Exception {
        avow().register(job("ad-hoc").task("summarise", operator("summarise")).build());
        avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"));
        long now = clock.instant().toEpochMilli();
        ManualEngine old = manual;
        manual = engine(summarise, measure).start();
        giveTo(old, now);
        assertThat(manual.executeDue()).isZero();

        manual.checkIn();

        assertThat(manual.executeDue()).isEqualTo(1);
    }

    /** As if it had acquired the trigger in the moment before it lost the store. */
    private void giveTo(ManualEngine old, long now) throws Exception {
        manual.core().door().acquireNextTriggers(now, 1, 0);
        try (Connection connection = store.dataSource().getConnection();
                PreparedStatement change =
                        connection.prepareStatement("update qrtz_fired_triggers set instance_name = ?")) {
            change.setString(1, old.core().node());
            assertThat(change.executeUpdate()).isEqualTo(1);
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        }
    }
}
