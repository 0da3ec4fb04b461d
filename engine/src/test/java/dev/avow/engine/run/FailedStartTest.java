package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.db.Owners.OwnerRow;
import dev.avow.db.StoreException;
import dev.avow.engine.EngineException;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.identity.JsonObject;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An engine that cannot be started is closed, and in no other engine's way. */
class FailedStartTest extends EngineContract {

    private static final String CLOSED = "Engine is closed. Build a new one.";

    private void executeOneRun() {
        avow().register(job("ad-hoc").task("summarise", operator("summarise")).build());
        avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"));
        manual.fireDue();
    }

    @Test
    void lets_go_of_a_store_that_it_had_taken() {
        manual.close();
        DisturbedStore disturbed = new DisturbedStore(store);
        disturbed.beforeSync(() -> {
            throw new StoreException("The disk is full.");
        });
        Avow failed = new AvowBuilder(() -> disturbed).operators(summarise).build();

        assertThatThrownBy(failed::start).isInstanceOf(StoreException.class).hasMessage("The disk is full.");

        Optional<OwnerRow> owner = store.read(session -> session.owners().find());
        assertThat(owner).isEmpty();
        assertThat(disturbed.isClosed()).isTrue();
        assertThatThrownBy(failed::start).isInstanceOf(EngineException.class).hasMessage(CLOSED);
        manual = engine(summarise).start();
        executeOneRun();
        assertThat(run("ad-hoc", "summarise").state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void lets_go_of_a_store_also_after_an_error() {
        manual.close();
        DisturbedStore disturbed = new DisturbedStore(store);
        disturbed.beforeSync(() -> {
            throw new NoClassDefFoundError("a class of the driver");
        });
        Avow failed = new AvowBuilder(() -> disturbed).operators(summarise).build();

        assertThatThrownBy(failed::start).isInstanceOf(NoClassDefFoundError.class);

        Optional<OwnerRow> owner = store.read(session -> session.owners().find());
        assertThat(owner).isEmpty();
        assertThat(disturbed.isClosed()).isTrue();
    }

    @Test
    void leaves_a_store_to_the_engine_that_owns_it() {
        ManualEngine second = engine(summarise);
        second.onPause(() -> manual.checkIn());

        assertThatThrownBy(second::start)
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith("Store is owned by another engine: node 'local', process ");

        assertThatThrownBy(second::start).isInstanceOf(EngineException.class).hasMessage(CLOSED);
        second.close();
        executeOneRun();
        assertThat(run("ad-hoc", "summarise").state()).isEqualTo(RunState.SUCCEEDED);
    }
}
