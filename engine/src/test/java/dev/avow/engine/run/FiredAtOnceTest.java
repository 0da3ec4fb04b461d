package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.run.FaultyDatabase.Where;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quartz.JobPersistenceException;
import org.quartz.spi.OperableTrigger;

/** Triggers that are due when they are taken are fired in the same transaction, and none of them is lost by that. */
class FiredAtOnceTest extends SlotBatchContract {

    private DeclaringJobStore door;

    @BeforeEach
    void trigger() {
        manual.avow()
                .register(job("ad-hoc").task("summarise", operator("summarise")).build());
        triggerTwice();
        door = manual.core().door();
        door.setFiresAtOnce(true);
    }

    private void triggerTwice() {
        manual.avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"));
        manual.avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"));
    }

    private List<OperableTrigger> take() throws JobPersistenceException {
        return door.acquireNextTriggers(clock.instant().toEpochMilli(), 10, 0);
    }

    private List<String> states(String table, String column) throws SQLException {
        List<String> states = new ArrayList<>();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select " + column + " from " + table)) {
            while (row.next()) {
                states.add(row.getString(1));
            }
        }
        return states;
    }

    private void assertExecutedOnce() {
        for (int look = 0; look < 3; look++) {
            manual.checkIn();
            manual.executeDue();
        }
        assertThat(manual.avow().history().runs("ad-hoc", 10).items())
                .hasSize(2)
                .extracting(RunView::state)
                .containsOnly(RunState.SUCCEEDED);
        assertThat(summarise.executed()).hasSize(2);
    }

    @Test
    void quartz_asks_the_database_nothing_more() throws Exception {
        List<OperableTrigger> taken = take();
        assertThat(states("qrtz_triggers", "trigger_state")).containsExactly("COMPLETE", "COMPLETE");
        assertThat(states("qrtz_fired_triggers", "state")).containsExactly("EXECUTING", "EXECUTING");
        assertThat(states("qrtz_fired_triggers", "job_name")).containsOnly(Triggers.EXECUTE.getName());
        AtomicInteger asked = new AtomicInteger();
        faulty.breaks(point -> {
            asked.incrementAndGet();
            return false;
        });

        assertThat(door.triggersFired(taken)).hasSize(2).allSatisfy(result -> {
            assertThat(result.getTriggerFiredBundle().getTrigger().getNextFireTime())
                    .isNull();
            assertThat(result.getTriggerFiredBundle().getScheduledFireTime().toInstant())
                    .isEqualTo(clock.instant());
        });

        assertThat(asked.get()).isZero();
        faulty.heals();
        door.setFiresAtOnce(false);
        assertExecutedOnce();
    }

    @Test
    void what_is_to_come_is_taken_and_fired_apart() throws Exception {
        manual.executeDue();
        clock.set(Instant.parse("2126-01-05T03:00:00Z"));
        triggerTwice();
        door.setFiresAtOnce(true);

        List<OperableTrigger> taken = take();
        assertThat(states("qrtz_triggers", "trigger_state")).containsExactly("ACQUIRED", "ACQUIRED");
        door.triggersFired(taken);

        assertThat(states("qrtz_triggers", "trigger_state")).containsExactly("COMPLETE", "COMPLETE");
        manual.checkIn();
        manual.checkIn();
        manual.checkIn();
        assertThat(manual.executeDue()).isEqualTo(2);
    }

    @Test
    void a_transaction_that_breaks_leaves_them_waiting() throws Exception {
        AtomicBoolean once = new AtomicBoolean();
        faulty.breaks(point -> point.where() == Where.BEFORE_COMMIT && !once.getAndSet(true));

        assertThatThrownBy(this::take).isInstanceOf(JobPersistenceException.class);

        faulty.heals();
        assertThat(states("qrtz_triggers", "trigger_state")).containsExactly("WAITING", "WAITING");
        assertThat(manual.executeDue()).isEqualTo(2);
        assertExecutedOnce();
    }

    @Test
    void a_commit_that_nobody_heard_of_loses_none() throws Exception {
        AtomicBoolean once = new AtomicBoolean();
        faulty.breaks(point -> point.where() == Where.AFTER_COMMIT && !once.getAndSet(true));
        try {
            take();
        } catch (JobPersistenceException e) {
            assertThat(e).hasMessageContaining("commit");
        }
        faulty.heals();

        assertExecutedOnce();
    }

    @Test
    void a_node_that_dies_before_it_executes_them_loses_none() throws Exception {
        assertThat(take()).hasSize(2);
        manual.close();
        manual = engine(store);
        manual.avow()
                .register(job("ad-hoc").task("summarise", operator("summarise")).build());

        assertExecutedOnce();
    }

    @Test
    void what_quartz_gives_back_is_found_again() throws Exception {
        take().forEach(door::releaseAcquiredTrigger);

        assertExecutedOnce();
    }
}
