package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.dsl.RetryPolicy.retries;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.db.Attempts.Claim;
import dev.avow.db.Runs.Standing;
import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.TriggerRule;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.gate.AttemptState;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.AttemptView;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CancelTest extends EngineContract {

    private static Job adHoc() {
        return job("ad-hoc")
                .task("summarise", operator("summarise"))
                .retry(retries(3))
                .task("measure", operator("measure"))
                .after("summarise")
                .when(TriggerRule.ONE_FAILED)
                .build();
    }

    private Identity trigger() {
        avow().register(adHoc());
        return avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"))
                .get("summarise");
    }

    private int triggers() {
        try (Connection connection = store.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from qrtz_triggers")) {
            result.next();
            return result.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<AttemptState> attempts(Identity identity) {
        return detail(identity).attempts().stream().map(AttemptView::state).toList();
    }

    /** Lets the attempt run until its thread is interrupted, and this happen meanwhile. */
    private void whileItRuns(Runnable what) {
        summarise.does(run -> {
            what.run();
            new CountDownLatch(1).await();
            return OperatorResult.success();
        });
    }

    @Test
    void ends_a_run_whose_trigger_has_not_fired_and_removes_the_trigger() {
        Identity identity = trigger();

        avow().cancel(identity);
        int left = triggers();
        manual.fireDueAfter(Duration.ofDays(1));

        assertThat(left).isZero();
        assertThat(summarise.executed()).isEmpty();
        assertThat(run("ad-hoc", "summarise").state()).isEqualTo(RunState.CANCELLED);
        assertThat(run("ad-hoc", "summarise").detail())
                .isEqualTo("Run was cancelled on request before its next attempt started.");
        assertThat(events(identity)).containsExactly("DECLARED", "CANCEL_REQUESTED", "CANCELLED");
    }

    @Test
    void ends_a_run_that_waits() {
        Identity identity = trigger();
        avow().pause("ad-hoc");
        manual.fireDue();

        avow().cancel(identity);
        avow().resume("ad-hoc");
        manual.fireDue();

        assertThat(summarise.executed()).isEmpty();
        assertThat(run("ad-hoc", "summarise").state()).isEqualTo(RunState.CANCELLED);
        assertThat(run("ad-hoc", "summarise").waiting()).isEmpty();
    }

    @Test
    void ends_a_run_that_would_be_retried() {
        summarise.does(run -> OperatorResult.failure("busy", true));
        Identity identity = trigger();
        manual.fireDue();

        avow().cancel(identity);
        manual.fireDueAfter(Duration.ofDays(1));

        assertThat(attempts(identity)).containsExactly(AttemptState.FAILED);
        assertThat(run("ad-hoc", "summarise").state()).isEqualTo(RunState.CANCELLED);
    }

    @Test
    void goes_on_with_the_tasks_after_it_as_after_a_failure() {
        Identity identity = trigger();

        avow().cancel(identity);
        manual.fireDue();

        assertThat(measure.executed()).hasSize(1);
    }

    @Test
    void executes_nothing_when_a_trigger_fires_that_was_taken_before_the_cancel() throws Exception {
        Identity identity = trigger();
        var taken = manual.core().door().acquireNextTriggers(clock.instant().toEpochMilli(), 10, 0);
        avow().cancel(identity);

        var fired = manual.core().door().triggersFired(taken);
        manual.core().door().releaseAcquiredTrigger(taken.get(0));
        manual.execution().run(Triggers.order(taken.get(0).getJobDataMap()));

        assertThat(fired.get(0).getTriggerFiredBundle()).isNull();
        assertThat(summarise.executed()).isEmpty();
        assertThat(events(identity)).containsExactly("DECLARED", "CANCEL_REQUESTED", "CANCELLED", "DENIED");
    }

    @Test
    void interrupts_an_attempt_that_runs_here_and_never_retries_it() {
        Identity identity = trigger();
        whileItRuns(() -> avow().cancel(identity));

        manual.fireDueAfter(Duration.ofSeconds(1));
        manual.fireDueAfter(Duration.ofDays(1));

        assertThat(attempts(identity)).containsExactly(AttemptState.CANCELLED);
        assertThat(run("ad-hoc", "summarise").state()).isEqualTo(RunState.CANCELLED);
        assertThat(run("ad-hoc", "summarise").detail()).isEqualTo("Attempt was cancelled on request.");
        assertThat(events(identity)).containsExactly("DECLARED", "CLAIMED", "CANCEL_REQUESTED", "OUTCOME");
        assertThat(measure.executed()).hasSize(1);
    }

    @Test
    void heeds_at_its_check_in_what_another_node_marked() {
        Identity identity = trigger();
        whileItRuns(() -> {
            new Cancelling(manual.core()).cancel(identity, Who.UNSAID);
            new Cancelling(manual.core()).cancel(identity, Who.UNSAID);
            manual.checkIn();
        });

        manual.fireDue();

        assertThat(attempts(identity)).containsExactly(AttemptState.CANCELLED);
        assertThat(events(identity)).containsExactly("DECLARED", "CLAIMED", "CANCEL_REQUESTED", "OUTCOME");
    }

    @Test
    void does_not_retry_a_marked_attempt_that_fails_before_it_is_interrupted() {
        Identity identity = trigger();
        summarise.does(run -> {
            new Cancelling(manual.core()).cancel(identity, Who.UNSAID);
            return OperatorResult.failure("busy", true);
        });

        manual.fireDue();

        assertThat(attempts(identity)).containsExactly(AttemptState.CANCELLED);
        assertThat(run("ad-hoc", "summarise").detail())
                .isEqualTo("Attempt was cancelled on request. It ended as FAILED: busy");
    }

    @Test
    void keeps_the_success_of_a_marked_attempt_that_is_done_before_it_is_interrupted() {
        Identity identity = trigger();
        summarise.does(run -> {
            new Cancelling(manual.core()).cancel(identity, Who.UNSAID);
            return OperatorResult.success();
        });

        manual.fireDue();

        assertThat(attempts(identity)).containsExactly(AttemptState.SUCCEEDED);
    }

    @Test
    void ends_a_marked_attempt_as_cancelled_whose_node_died() {
        Identity identity = trigger();
        Claim claim = new Claim(identity.toString(), 1, manual.core().node(), 1);
        manual.core().door().pass(passage -> {
            claimed(passage.session(), identity, claim);
            passage.withdraw(identity, 1);
            return passage.session()
                    .runs()
                    .change(
                            identity.toString(),
                            Set.of("DECLARED"),
                            new Standing("RUNNING", Optional.empty(), "", 1, clock.instant()));
        });
        avow().cancel(identity);

        manual = engine(summarise, measure).start();

        assertThat(attempts(identity)).containsExactly(AttemptState.CANCELLED);
        assertThat(run("ad-hoc", "summarise").state()).isEqualTo(RunState.CANCELLED);
    }

    @Test
    void may_be_rerun() {
        Identity identity = trigger();
        avow().cancel(identity);

        avow().rerun(identity);
        manual.fireDue();

        assertThat(run("ad-hoc", "summarise").state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void is_refused_for_a_run_that_has_ended_or_is_not_there() {
        Identity identity = trigger();
        Identity nobody = Identity.of(new byte[0]);
        manual.fireDue();

        assertThatThrownBy(() -> avow().cancel(identity))
                .isInstanceOf(EngineException.class)
                .hasMessage("Cancel refused: " + identity
                        + " is SUCCEEDED. Only a run that has not ended can be cancelled.");
        assertThatThrownBy(() -> avow().cancel(nobody))
                .isInstanceOf(EngineException.class)
                .hasMessage("No run has the identity " + nobody + ". Look it up in the history of its job.");
    }
}
