package dev.avow.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.Slots.ScheduleKey;
import dev.avow.engine.gate.AttemptState;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What a node leaves behind that stands still or dies, and the other one takes up. */
class LeftBehindTest extends TwoNodes {

    @Test
    void the_lease_of_a_node_that_stands_still_is_taken() {
        register();
        bothAt("2026-01-05T03:00:00Z");
        one.core().leases().take(new ScheduleKey("nightly", "default"));
        two.declareDue();
        assertThat(runs()).isEmpty();

        for (int i = 0; i < 5; i++) {
            two.pass(CHECK_IN);
            two.checkIn();
            two.declareDue();
        }

        assertThat(runs()).hasSize(1);
    }

    @Test
    void an_attempt_of_a_node_that_stands_still_is_ended_and_followed_up() {
        register();
        AtomicReference<List<AttemptState>> meanwhile = new AtomicReference<>();

        whileOneExecutes(() -> {
            checkInsWithoutOne(6);
            two.fireDue();
            meanwhile.set(attempts());
        });

        assertThat(meanwhile.get()).containsExactly(AttemptState.INTERRUPTED, AttemptState.SUCCEEDED);
        assertThat(attempts()).containsExactly(AttemptState.INTERRUPTED, AttemptState.SUCCEEDED);
        assertThat(runs().get(0).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(elsewhere.executed()).hasSize(1);
        assertThat(detail().events()).extracting(event -> event.kind()).contains("STALE_OUTCOME");
    }

    @Test
    void an_attempt_that_was_ended_between_its_claim_and_its_start_does_not_start() {
        register();
        DisturbedStore disturbed = new DisturbedStore(store);
        ManualEngine late = ManualEngine.of(
                        new AvowBuilder(() -> disturbed)
                                .operators(summarise)
                                .clustered("late")
                                .checkIn(CHECK_IN),
                        clock)
                .start();
        one.avow().trigger("nightly", JsonObject.empty(), ManualRequest.by("ann"));
        disturbed.beforeSync(() -> checkInsWithoutOne(6));

        late.executeDue();
        two.fireDue();

        assertThat(summarise.executed()).isEmpty();
        assertThat(attempts()).containsExactly(AttemptState.INTERRUPTED, AttemptState.SUCCEEDED);
        late.close();
    }

    @Test
    void a_node_that_stood_still_takes_nobody_for_dead() {
        register();
        one.avow().trigger("nightly", JsonObject.empty(), ManualRequest.by("ann"));
        summarise.does(run -> {
            two.checkIn();
            two.pass(Duration.ofHours(1));
            two.checkIn();
            return OperatorResult.success();
        });

        one.executeDue();

        assertThat(attempts()).containsExactly(AttemptState.SUCCEEDED);
    }

    @Test
    void a_trigger_that_was_spent_without_a_fire_hides_no_run() throws SQLException {
        register();
        for (String state : List.of("COMPLETE", "ACQUIRED")) {
            one.avow()
                    .trigger(
                            "nightly",
                            JsonObject.empty(),
                            ManualRequest.by("ann").key(state));
            execute("update qrtz_triggers set trigger_state = '" + state + "' where trigger_group = 'avow'");
            assertThat(two.executeDue()).isZero();

            two.checkIn();
            two.fireDue();
        }

        assertThat(elsewhere.executed()).hasSize(2);
    }

    /** As a node leaves it that was ended while it stood still, went on, fired and died before its next check-in. */
    @Test
    void the_fires_of_a_node_that_nobody_lists_are_ended() throws SQLException {
        register();
        one.avow().trigger("nightly", JsonObject.empty(), ManualRequest.by("ann"));
        execute("update qrtz_triggers set trigger_state = 'ACQUIRED' where trigger_group = 'avow'", """
                insert into qrtz_fired_triggers (sched_name, entry_id, trigger_name, trigger_group, instance_name,
                    fired_time, sched_time, priority, state, is_nonconcurrent, requests_recovery)
                select sched_name, 'late', trigger_name, trigger_group, 'late', 0, 0, 5, 'ACQUIRED', false, false
                from qrtz_triggers where trigger_group = 'avow'""");

        checkInsWithoutOne(7);
        two.fireDue();

        assertThat(elsewhere.executed()).hasSize(1);
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
