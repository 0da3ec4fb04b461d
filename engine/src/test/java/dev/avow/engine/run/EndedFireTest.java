package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.dsl.RetryPolicy.retries;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.gate.RunState;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorSource;
import dev.avow.engine.run.FaultyDatabase.Point;
import dev.avow.engine.run.FaultyDatabase.Where;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quartz.JobPersistenceException;
import org.quartz.Trigger.CompletedExecutionInstruction;
import org.quartz.impl.JobExecutionContextImpl;
import org.quartz.spi.OperableTrigger;
import org.quartz.spi.TriggerFiredBundle;

/** A fire ends in the transaction of its outcome, once, and with Quartz's own if there was none. */
class EndedFireTest extends SlotBatchContract {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private Identity identity;

    @BeforeEach
    void trigger() {
        manual.avow()
                .register(job("ad-hoc")
                        .task("summarise", operator("summarise"))
                        .retry(retries(1).backoff(MINUTE))
                        .build());
        identity = manual.avow()
                .trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"))
                .get("summarise");
    }

    /** Fires and executes what is due, as far as the moment before Quartz ends the fire. */
    private TriggerFiredBundle execute() {
        try {
            DeclaringJobStore door = manual.core().door();
            List<OperableTrigger> acquired =
                    door.acquireNextTriggers(clock.instant().toEpochMilli(), 10, 0);
            assertThat(acquired).hasSize(1);
            TriggerFiredBundle fired = door.triggersFired(acquired).get(0).getTriggerFiredBundle();
            ExecuteStep step = new ExecuteStep(manual.execution());
            step.execute(new JobExecutionContextImpl(null, fired, step));
            return fired;
        } catch (JobPersistenceException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends a fire as Quartz does, and returns what that asks of the database. */
    private List<Point> complete(TriggerFiredBundle fired) {
        List<Point> points = new ArrayList<>();
        faulty.breaks(point -> {
            points.add(point);
            return false;
        });
        manual.core()
                .door()
                .triggeredJobComplete(
                        fired.getTrigger(), fired.getJobDetail(), CompletedExecutionInstruction.DELETE_TRIGGER);
        faulty.heals();
        return points;
    }

    private int fires() {
        return count("select count(*) from qrtz_fired_triggers");
    }

    private int triggers() {
        return count("select count(*) from qrtz_triggers t join qrtz_simple_triggers s"
                + " on s.sched_name = t.sched_name and s.trigger_name = t.trigger_name");
    }

    private int count(String sql) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private RunState state() {
        return manual.avow().history().run(identity).orElseThrow().run().state();
    }

    /** Breaks from now on, where an outcome is stored: with others, and then alone. */
    private void breaksOutcome(Where where) {
        AtomicBoolean records = new AtomicBoolean();
        faulty.breaks(point -> {
            records.compareAndSet(false, point.sql().startsWith("update attempt set state"));
            return records.get() && point.where() == where;
        });
    }

    @Test
    void a_fire_ends_with_its_outcome_and_quartz_asks_the_database_nothing_more() {
        TriggerFiredBundle fired = execute();

        assertThat(state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(fires()).isZero();
        assertThat(triggers()).isZero();
        assertThat(complete(fired)).isEmpty();
        assertThat(complete(fired)).as("ended twice").isNotEmpty();
        assertThat(manual.fireDue()).isZero();
    }

    @Test
    void a_fire_whose_outcome_is_not_stored_is_left_to_quartz() {
        breaksOutcome(Where.BEFORE_COMMIT);

        TriggerFiredBundle fired = execute();

        assertThat(state()).isEqualTo(RunState.RUNNING);
        assertThat(fires()).isEqualTo(1);
        assertThat(triggers()).isEqualTo(1);
        assertThat(complete(fired)).isNotEmpty();
        assertThat(fires() + triggers()).isZero();
        manual.checkIn();
        assertThat(state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(manual.fireDue()).isZero();
        assertThat(summarise.executed()).hasSize(1);
    }

    @Test
    void an_outcome_that_breaks_among_others_is_stored_alone_at_once_with_the_end_of_its_fire() {
        AtomicBoolean broken = new AtomicBoolean();
        faulty.breaks(point -> point.sql().startsWith("update attempt set state") && !broken.getAndSet(true));

        TriggerFiredBundle fired = execute();

        assertThat(broken).isTrue();
        assertThat(state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(fires() + triggers()).isZero();
        assertThat(complete(fired)).isEmpty();
    }

    @Test
    void a_fire_whose_node_dies_before_its_outcome_is_stored_is_found() {
        breaksOutcome(Where.BEFORE_COMMIT);
        execute();
        faulty.heals();

        try (ManualEngine next = ManualEngine.on(new Unclosed(store), clock, OperatorSource.of(List.of(summarise)))
                .takingOver()
                .start()) {
            next.avow()
                    .register(job("ad-hoc")
                            .task("summarise", operator("summarise"))
                            .retry(retries(1).backoff(Duration.ZERO))
                            .build());
            clock.advance(MINUTE);
            next.fireDue();
            next.checkIn();

            assertThat(fires()).isZero();
            assertThat(next.avow().history().run(identity).orElseThrow().attempts())
                    .extracting(attempt -> attempt.state().name())
                    .containsExactly("INTERRUPTED", "SUCCEEDED");
        }
    }

    @Test
    void a_fire_whose_outcome_is_stored_though_nobody_heard_so_ends_once() {
        breaksOutcome(Where.AFTER_COMMIT);

        TriggerFiredBundle fired = execute();

        assertThat(fires()).isZero();
        assertThat(complete(fired)).isNotEmpty();
        manual.checkIn();
        assertThat(state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(manual.fireDue()).isZero();
        assertThat(summarise.executed()).hasSize(1);
    }

    @Test
    void a_fire_that_cannot_be_ended_keeps_its_outcome_for_later() {
        faulty.breaks(point -> point.sql().startsWith("DELETE FROM QRTZ_FIRED_TRIGGERS"));

        TriggerFiredBundle fired = execute();

        assertThat(state()).isEqualTo(RunState.RUNNING);
        assertThat(complete(fired)).isNotEmpty();
        manual.checkIn();
        assertThat(state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(summarise.executed()).hasSize(1);
    }

    /** As where another scheduler wrote into our tables. */
    @Test
    void a_fire_whose_end_the_database_refuses_does_not_change_its_outcome() {
        summarise.does(run -> {
            change("insert into qrtz_blob_triggers (sched_name, trigger_name, trigger_group)"
                    + " select sched_name, trigger_name, trigger_group from qrtz_triggers"
                    + " where trigger_group = 'avow'");
            return OperatorResult.success();
        });

        TriggerFiredBundle fired = execute();

        assertThat(state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(fires()).isOne();
        change("delete from qrtz_blob_triggers");
        complete(fired);
        assertThat(fires()).isZero();
    }

    @Test
    void an_outcome_of_which_it_is_not_known_whether_it_is_refused_is_kept_for_later() {
        AtomicInteger tries = new AtomicInteger();
        summarise.does(run -> {
            change("insert into qrtz_blob_triggers (sched_name, trigger_name, trigger_group)"
                    + " select sched_name, trigger_name, trigger_group from qrtz_triggers"
                    + " where trigger_group = 'avow'");
            faulty.breaks(point -> point.sql().startsWith("update attempt set state") && tries.incrementAndGet() == 3);
            return OperatorResult.success();
        });

        TriggerFiredBundle fired = execute();

        assertThat(state()).isEqualTo(RunState.RUNNING);
        faulty.heals();
        change("delete from qrtz_blob_triggers");
        complete(fired);
        manual.checkIn();
        assertThat(state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(summarise.executed()).hasSize(1);
    }

    private void change(String sql) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_fire_ends_with_a_retry_whose_trigger_stays() {
        summarise.does(run -> run.attempt() == 1 ? OperatorResult.failure("busy", true) : OperatorResult.success());

        TriggerFiredBundle fired = execute();

        assertThat(fires()).isZero();
        assertThat(triggers()).isEqualTo(1);
        assertThat(complete(fired)).isEmpty();
        assertThat(manual.fireDueAfter(MINUTE)).isEqualTo(1);
        assertThat(state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(triggers()).isZero();
    }

    @Test
    void a_fire_ends_with_a_deferral_whose_trigger_of_the_same_name_stays() {
        summarise.does(run -> run.deferred().isPresent()
                ? OperatorResult.success()
                : OperatorResult.defer(run.now().plus(MINUTE), JsonObject.empty()));

        TriggerFiredBundle fired = execute();

        assertThat(fires()).isZero();
        assertThat(triggers()).isEqualTo(1);
        assertThat(complete(fired)).isEmpty();
        assertThat(manual.fireDueAfter(MINUTE)).isEqualTo(1);
        assertThat(state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(summarise.executed()).hasSize(2);
    }

    @Test
    void a_fire_ends_with_an_outcome_that_is_stale() {
        summarise.does(run -> {
            if (run.attempt() == 1) {
                new Outcomes(manual.core())
                        .interrupt(
                                store.read(session -> session.attempts().find(identity.toString(), 1))
                                        .orElseThrow(),
                                "lost");
            }
            return OperatorResult.success();
        });

        TriggerFiredBundle fired = execute();

        assertThat(fires()).isZero();
        assertThat(triggers()).as("of the next attempt").isEqualTo(1);
        assertThat(complete(fired)).isEmpty();
        manual.fireDueAfter(MINUTE);
        assertThat(state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(manual.avow().history().run(identity).orElseThrow().attempts())
                .extracting(attempt -> attempt.state().name())
                .containsExactly("INTERRUPTED", "SUCCEEDED");
    }
}
