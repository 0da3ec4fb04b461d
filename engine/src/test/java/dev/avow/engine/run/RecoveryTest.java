package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.dsl.RetryPolicy.retries;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.avow.db.Attempts.Claim;
import dev.avow.db.Runs.Standing;
import dev.avow.engine.EngineException;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.dsl.RetryPolicy;
import dev.avow.engine.gate.AttemptState;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.history.AttemptView;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecoveryTest extends EngineContract {

    private Identity trigger(RetryPolicy policy) {
        avow().register(nightly(policy));
        return avow().trigger("nightly", JsonObject.empty(), ManualRequest.by("ann"))
                .get("summarise");
    }

    private static Job nightly(RetryPolicy policy) {
        return job("nightly")
                .task("summarise", operator("summarise"))
                .retry(policy)
                .build();
    }

    /** Claims an attempt as a node that then ends without a word, and lets another engine take the store. */
    private void claimAndDie(Identity identity) {
        Claim claim = new Claim(identity.toString(), 1, manual.core().node(), 1);
        manual.core().door().pass(passage -> {
            claimed(passage.session(), identity, claim);
            return passage.session()
                    .runs()
                    .change(
                            identity.toString(),
                            Set.of("DECLARED"),
                            new Standing("RUNNING", Optional.empty(), "", 1, clock.instant()));
        });
        sql("delete from qrtz_simple_triggers");
        sql("delete from qrtz_triggers");
        takeOver();
    }

    private void takeOver() {
        manual = engine(summarise, measure).start();
    }

    private void sql(String text) {
        try (Connection connection = store.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<AttemptState> attempts(Identity identity) {
        return detail(identity).attempts().stream().map(AttemptView::state).toList();
    }

    @Test
    void ends_a_run_as_interrupted_whose_node_ended_while_it_ran() {
        Identity identity = trigger(RetryPolicy.none());

        claimAndDie(identity);

        assertThat(run("nightly", "summarise").state()).isEqualTo(RunState.INTERRUPTED);
        assertThat(attempts(identity)).containsExactly(AttemptState.INTERRUPTED);
        assertThat(manual.fireDueAfter(Duration.ofDays(1))).isZero();
    }

    @Test
    void follows_an_interrupted_attempt_up_where_the_policy_says_so() {
        Identity identity = trigger(retries(1));

        claimAndDie(identity);
        manual.fireDueAfter(Duration.ofSeconds(1));

        assertThat(attempts(identity)).containsExactly(AttemptState.INTERRUPTED, AttemptState.SUCCEEDED);
        assertThat(run("nightly", "summarise").state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void does_not_follow_up_where_the_policy_forbids_it() {
        Identity identity = trigger(retries(3).withoutRecovery());

        claimAndDie(identity);

        assertThat(run("nightly", "summarise").state()).isEqualTo(RunState.INTERRUPTED);
    }

    @Test
    void refuses_the_late_outcome_of_an_attempt_that_was_interrupted() {
        Identity identity = trigger(retries(1));
        Claim lost = new Claim(identity.toString(), 1, manual.core().node(), 1);
        claimAndDie(identity);

        boolean recorded = new Outcomes(manual.core())
                .record(
                        new Outcome(
                                lost,
                                AttemptState.SUCCEEDED,
                                "",
                                false,
                                List.of(),
                                JsonObject.empty(),
                                false,
                                true,
                                Then.policy()),
                        Optional.empty())
                .live();

        assertThat(recorded).isFalse();
        assertThat(attempts(identity)).containsExactly(AttemptState.INTERRUPTED);
        assertThat(events(identity)).containsExactly("DECLARED", "CLAIMED", "OUTCOME", "STALE_OUTCOME");
    }

    @Test
    void admits_a_run_again_whose_fire_never_came_to_its_execution() throws Exception {
        Identity identity = trigger(RetryPolicy.none());
        DeclaringJobStore door = manual.core().door();
        door.triggersFired(door.acquireNextTriggers(clock.instant().toEpochMilli(), 1, 0));

        manual.checkIn();
        int first = manual.fireDue();
        manual.checkIn();
        manual.fireDue();

        assertThat(first).isZero();
        assertThat(attempts(identity)).containsExactly(AttemptState.SUCCEEDED);
        Promises.checkSettled(store, List.of(identity + " 1"));
    }

    @Test
    void admits_a_run_again_whose_trigger_was_lost() {
        Identity identity = trigger(RetryPolicy.none());
        sql("delete from qrtz_simple_triggers");
        sql("delete from qrtz_triggers");

        manual.checkIn();
        manual.fireDue();

        assertThat(run("nightly", "summarise").state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(events(identity)).containsExactly("DECLARED", "READMITTED", "CLAIMED", "OUTCOME");
    }

    @Test
    void lets_a_trigger_fire_again_that_quartz_set_aside() {
        trigger(RetryPolicy.none());
        sql("update qrtz_triggers set trigger_state = 'ERROR'");

        manual.checkIn();
        manual.fireDue();

        assertThat(run("nightly", "summarise").state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void executes_after_a_restart_what_was_fired_and_never_claimed() throws Exception {
        trigger(RetryPolicy.none());
        var triggers = manual.core().door().acquireNextTriggers(clock.instant().toEpochMilli(), 10, 0);
        manual.core().door().triggersFired(triggers);

        takeOver();
        manual.fireDue();

        assertThat(run("nightly", "summarise").state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(summarise.executed()).hasSize(1);
    }

    @Test
    void executes_no_attempt_twice_when_its_trigger_is_played_again() {
        Identity identity = trigger(RetryPolicy.none());
        manual.fireDue();

        manual.execution().run(new Triggers.Order(identity, 1));
        manual.execution().run(new Triggers.Order(identity, 2));

        assertThat(summarise.executed()).hasSize(1);
        assertThat(events(identity)).containsExactly("DECLARED", "CLAIMED", "OUTCOME", "DENIED", "DENIED");
        assertThat(run("nightly", "summarise").state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void executes_nothing_for_an_identity_that_nobody_declared() {
        trigger(RetryPolicy.none());

        manual.execution().run(new Triggers.Order(Identity.of(new byte[] {1}), 1));

        assertThat(summarise.executed()).isEmpty();
        assertThat(store.read(session -> session.events().ofJob("-", 0, 10))
                        .get(0)
                        .event()
                        .kind())
                .isEqualTo("DENIED");
    }

    @Test
    void holds_a_run_whose_operator_this_node_lacks_until_a_node_has_it() {
        Identity identity = trigger(RetryPolicy.none());
        manual.close();
        manual = engine(measure).start();
        manual.fireDue();
        var held = run("nightly", "summarise");
        manual.close();
        takeOver();

        manual.fireDue();

        assertThat(held.waiting()).isEqualTo(waiting(Waiting.NO_OPERATOR));
        assertThat(attempts(identity)).containsExactly(AttemptState.SUCCEEDED);
    }

    @Test
    void denies_a_run_whose_operator_has_another_version_here() {
        trigger(RetryPolicy.none());
        manual.close();
        FakeOperator newer = FakeOperator.of("summarise", "2");
        manual = engine(newer).start();

        manual.fireDue();

        assertThat(newer.executed()).isEmpty();
        assertThat(run("nightly", "summarise").detail())
                .endsWith("the operator has another version. Restore the declared one, or declare the run again."
                        + "\n  declared: summarise 1\n  found:    summarise 2");
    }

    @Test
    void refuses_a_second_engine_on_a_store_whose_owner_lives() {
        ManualEngine second = engine(summarise);
        second.onPause(() -> manual.checkIn());

        assertThatThrownBy(second::start)
                .isInstanceOf(EngineException.class)
                .hasMessageMatching("Store is owned by another engine: node 'local', process \\d+@\\S+, since"
                        + " 2026-01-05T02:59:00Z, check-in PT2S\\. Close that engine, or open another store\\.");
    }

    @Test
    void leaves_a_store_to_its_owner_where_no_time_passes_to_watch_it() {
        OperatorSource operators = OperatorSource.of(List.of(FakeOperator.named("summarise")));
        ManualEngine second = ManualEngine.on(new Unclosed(store), clock, operators);

        assertThatThrownBy(second::start)
                .isInstanceOf(EngineException.class)
                .hasMessageMatching("Store is owned by another engine: node 'local', process \\d+@\\S+, since"
                        + " 2026-01-05T02:59:00Z, check-in PT2S\\. Close that engine, or open another store\\.");

        assertThat(store.<Boolean>read(session -> manual.core().isOwner(session)))
                .isTrue();
    }

    @Test
    void takes_a_store_whose_owner_shows_no_life() {
        Identity identity = trigger(RetryPolicy.none());

        takeOver();
        manual.fireDue();

        assertThat(attempts(identity)).containsExactly(AttemptState.SUCCEEDED);
    }

    @Test
    void refuses_verbs_before_it_is_started_and_after_it_is_closed() {
        ManualEngine idle = engine(summarise);

        assertThatThrownBy(() -> idle.avow().rerun(Identity.of(new byte[0])))
                .isInstanceOf(EngineException.class)
                .hasMessage("Engine is not started. Call start() first.");
        idle.close();
        assertThatThrownBy(() -> idle.avow().register(nightly(RetryPolicy.none())))
                .isInstanceOf(EngineException.class)
                .hasMessage("Engine is closed. Build a new one.");
    }

    @Test
    void records_an_outcome_later_that_the_database_did_not_take() {
        Identity identity = trigger(RetryPolicy.none());
        summarise.does(run -> {
            sql("alter table output rename to hidden");
            return OperatorResult.success().output("o", "text/plain", new byte[] {1});
        });
        assumeTrue(database == TestStore.POSTGRESQL, "H2's engine user has no DDL");

        manual.fireDue();
        var meanwhile = run("nightly", "summarise").state();
        sql("alter table hidden rename to output");
        manual.checkIn();

        assertThat(meanwhile).isEqualTo(RunState.RUNNING);
        assertThat(run("nightly", "summarise").state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(attempts(identity)).containsExactly(AttemptState.SUCCEEDED);
    }
}
