package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.OperatorCall.operator;
import static dev.avow.engine.dsl.PromptText.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.dsl.Job;
import dev.avow.engine.dsl.Param;
import dev.avow.engine.gate.AttemptState;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Erasing deletes what a deferred attempt would go on from. */
class DeferralErasureTest extends DeferralContract {

    @Test
    void erases_the_state_of_a_deferred_attempt_which_never_goes_on() {
        summarise.does(run -> {
            states.add("call");
            JsonObject state = JsonObject.builder().put("about", "account 4711").build();
            return OperatorResult.defer(run.now().plus(MINUTE), state);
        });
        Job letters = job("nightly")
                .param("letter", Param.text().confidential())
                .task(
                        "summarise",
                        operator("summarise").user(text("{{params.letter}}").confidential()))
                .build();
        avow().register(letters);
        JsonObject params = JsonObject.builder().put("letter", "account 4711").build();
        Identity identity =
                avow().trigger("nightly", params, ManualRequest.by("ann")).get("summarise");
        manual.fireDue();
        Set<String> before = Tables.with(store, "account 4711");

        avow().erase(identity, "ann", "asked by letter");
        int fired = manual.fireDueAfter(MINUTE);
        manual.checkIn();
        RunView erased = run();
        avow().cancel(identity);

        assertThat(before).containsExactly("deferral", "private_value");
        assertThat(Tables.with(store, "account 4711")).isEmpty();
        assertThat(fired).isZero();
        assertThat(states).hasSize(1);
        assertThat(erased.state()).isEqualTo(RunState.RUNNING);
        assertThat(erased.waiting()).isEqualTo(waiting(Waiting.DENIED));
        assertThat(erased.detail())
                .isEqualTo("Run denied, ERASED: its private values and outputs were erased. Redeclare its occasion, if"
                        + " it has to run.");
        assertThat(attempts(identity)).containsExactly(AttemptState.CANCELLED);
    }
}
