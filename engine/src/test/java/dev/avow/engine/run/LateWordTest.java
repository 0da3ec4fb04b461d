package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.dsl.RetryPolicy.retries;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.dsl.InputSource;
import dev.avow.engine.gate.AttemptState;
import dev.avow.engine.gate.Decision.Denial;
import dev.avow.engine.gate.Reason;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.history.AttemptView;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.run.Triggers.Order;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.quartz.Trigger.CompletedExecutionInstruction;
import org.quartz.spi.OperableTrigger;
import org.quartz.spi.TriggerFiredBundle;

/** What is said about a run that has moved on meanwhile changes nothing of it. */
class LateWordTest extends EngineContract {

    private Identity trigger() {
        avow().register(job("ad-hoc")
                .task("summarise", operator("summarise"))
                .input("tickets", InputSource.file(file("tickets.txt", "declared")))
                .retry(retries(2).backoff(Duration.ofMinutes(1)))
                .build());
        return avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"))
                .get("summarise");
    }

    private void deny(Identity identity, int attempt, String message) {
        new Denials(manual.core()).record(new Order(identity, attempt), new Denial(Reason.INPUT_CHANGED, message));
    }

    @Test
    void a_denial_of_an_attempt_that_has_ended_does_not_hold_the_next_one() {
        summarise.does(run -> run.attempt() == 1 ? OperatorResult.failure("busy", true) : OperatorResult.success());
        Identity identity = trigger();
        manual.executeDue();

        deny(identity, 1, "late");
        RunState state = run("ad-hoc", "summarise").state();
        manual.fireDueAfter(Duration.ofMinutes(1));

        assertThat(state).isEqualTo(RunState.RETRYING);
        assertThat(detail(identity).attempts())
                .extracting(AttemptView::state)
                .containsExactly(AttemptState.FAILED, AttemptState.SUCCEEDED);
        assertThat(events(identity)).containsExactly("DECLARED", "CLAIMED", "OUTCOME", "DENIED", "CLAIMED", "OUTCOME");
    }

    @Test
    void a_second_denial_leaves_the_first_reason() {
        Identity identity = trigger();
        file("tickets.txt", "other");
        manual.executeDue();

        deny(identity, 1, "second");

        assertThat(run("ad-hoc", "summarise").waiting()).isEqualTo(waiting(Waiting.DENIED));
        assertThat(run("ad-hoc", "summarise").detail()).startsWith("Run denied, INPUT_CHANGED: job 'ad-hoc', ");
        assertThat(events(identity)).containsExactly("DECLARED", "DENIED", "DENIED");
    }

    @Test
    void a_release_before_quartz_has_done_with_the_denied_fire_leads_to_one_attempt() throws Exception {
        Identity identity = trigger();
        file("tickets.txt", "other");
        List<OperableTrigger> acquired =
                manual.core().door().acquireNextTriggers(clock.instant().toEpochMilli(), 10, 0);
        TriggerFiredBundle fired =
                manual.core().door().triggersFired(acquired).get(0).getTriggerFiredBundle();
        manual.execution().run(new Order(identity, 1));
        file("tickets.txt", "declared");

        int attempt = avow().release(identity);
        manual.core()
                .door()
                .triggeredJobComplete(
                        fired.getTrigger(), fired.getJobDetail(), CompletedExecutionInstruction.DELETE_TRIGGER);
        manual.fireDue();

        assertThat(attempt).isEqualTo(1);
        assertThat(run("ad-hoc", "summarise").state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(events(identity)).containsExactly("DECLARED", "DENIED", "RELEASED", "CLAIMED", "OUTCOME");
        assertThat(manual.fireDueAfter(Duration.ofHours(1))).isZero();
    }

    @Test
    void an_interruption_of_an_attempt_that_has_ended_by_itself_leaves_no_trace() {
        Identity identity = trigger();
        manual.fireDue();

        boolean interrupted = new Outcomes(manual.core())
                .interrupt(
                        store.read(session ->
                                session.attempts().find(identity.toString(), 1).orElseThrow()),
                        "lost");

        assertThat(interrupted).isFalse();
        assertThat(run("ad-hoc", "summarise").state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(events(identity)).containsExactly("DECLARED", "CLAIMED", "OUTCOME");
    }
}
