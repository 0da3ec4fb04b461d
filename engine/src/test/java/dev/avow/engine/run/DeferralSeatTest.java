package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.OperatorCall.operator;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.dsl.InputSource;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A deferred attempt keeps its run's seats, and one that is denied gives them back. */
class DeferralSeatTest extends DeferralContract {

    @Test
    void keeps_its_seat_while_it_waits() {
        avow().pool("gpu", 1);
        defers(1);
        Identity identity = trigger(task().pool("gpu"));

        manual.fireDue();
        manual.checkIn();
        int taken = store.read(session -> session.seats().taken("gpu"));
        manual.fireDueAfter(MINUTE);
        int afterwards = store.read(session -> session.seats().taken("gpu"));

        assertThat(taken).isEqualTo(1);
        assertThat(afterwards).isZero();
        assertThat(events(identity)).doesNotContain("WAITING");
    }

    @Test
    void counts_as_active_while_it_waits() {
        defers(1);
        avow().register(job("nightly")
                .maxActiveRuns(1)
                .task("summarise", operator("summarise"))
                .build());
        avow().trigger("nightly", JsonObject.empty(), ManualRequest.by("ann").key("first"));
        manual.fireDue();
        Identity second = avow().trigger(
                        "nightly", JsonObject.empty(), ManualRequest.by("ann").key("second"))
                .get("summarise");

        manual.fireDue();
        Optional<Waiting> meanwhile = detail(second).run().waiting();
        manual.fireDueAfter(MINUTE);

        assertThat(meanwhile).isEqualTo(waiting(Waiting.MAX_ACTIVE));
        assertThat(runs("nightly")).extracting(RunView::state).containsOnly(RunState.SUCCEEDED);
    }

    @Test
    void gives_its_seat_to_others_when_it_is_denied_and_takes_one_again_when_it_goes_on() {
        avow().pool("gpu", 1);
        defers(1);
        Identity identity = trigger(task().pool("gpu").input("text", InputSource.file(file("in.txt", "as declared"))));
        manual.fireDue();
        avow().register(job("other")
                .task("measure", operator("measure"))
                .pool("gpu")
                .build());
        Identity other = avow().trigger("other", JsonObject.empty(), ManualRequest.by("ann"))
                .get("measure");
        manual.fireDue();
        Optional<Waiting> meanwhile = detail(other).run().waiting();
        file("in.txt", "changed");

        manual.fireDueAfter(MINUTE);
        RunView denied = run();
        file("in.txt", "as declared");
        avow().release(identity);
        manual.fireDue();

        assertThat(meanwhile).isEqualTo(waiting(Waiting.POOL));
        assertThat(denied.waiting()).isEqualTo(waiting(Waiting.DENIED));
        assertThat(detail(other).run().state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(run().state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(store.<Integer>read(session -> session.seats().taken("gpu"))).isZero();
    }
}
