package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.dsl.Job;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorSource;
import dev.avow.engine.run.Triggers.Order;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An attempt that was claimed and could not start is given back by the node that claimed it, and by no other. */
class UnstartedTest extends SlotBatchContract {

    private Order order = new Order(Identity.parse("sha256:" + "0".repeat(64)), 1);

    @BeforeEach
    void claim() {
        Job once = job("ad-hoc").task("summarise", operator("summarise")).build();
        manual.avow().register(once);
        order = new Order(
                manual.avow()
                        .trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"))
                        .get("summarise"),
                1);
        new ClaimsGroup(manual.core()).claim(List.of(order));
    }

    private RunState state() {
        return manual.avow().history().run(order.identity()).orElseThrow().run().state();
    }

    private void assertExecutedOnce() {
        manual.executeDue();
        assertThat(state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(summarise.executed()).hasSize(1);
    }

    private static boolean isFence(String sql) {
        return sql.startsWith("update attempt set state") && sql.contains("beat");
    }

    @Test
    void is_given_back_without_a_retry() {
        manual.core().inFlight().noteUnstarted(order);

        manual.checkIn();

        assertExecutedOnce();
    }

    @Test
    void is_given_back_later_where_a_beat_comes_between() {
        manual.core().inFlight().noteUnstarted(order);
        AtomicBoolean beaten = new AtomicBoolean();
        faulty.breaks(point -> {
            if (isFence(point.sql()) && !beaten.getAndSet(true)) {
                execute("update attempt set beat = beat + 1");
            }
            return false;
        });

        manual.checkIn();
        assertThat(beaten).isTrue();
        assertThat(state()).isEqualTo(RunState.RUNNING);
        manual.checkIn();

        assertExecutedOnce();
    }

    @Test
    void is_given_back_later_where_that_fails_once() {
        manual.core().inFlight().noteUnstarted(order);
        AtomicBoolean broken = new AtomicBoolean();
        faulty.breaks(point -> isFence(point.sql()) && !broken.getAndSet(true));

        manual.checkIn();
        assertThat(broken).isTrue();
        manual.checkIn();

        assertExecutedOnce();
    }

    @Test
    void counts_as_started_where_another_node_claimed_it() {
        manual.close();
        ManualEngine second = ManualEngine.of(
                new AvowBuilder(() -> new Unclosed(store))
                        .operators(OperatorSource.of(List.of(summarise)))
                        .privateKeys(() -> new byte[32]),
                clock);
        second.core().inFlight().noteUnstarted(order);
        manual = second.start();

        assertThat(state()).isEqualTo(RunState.INTERRUPTED);
        manual.executeDue();
        assertThat(summarise.executed()).isEmpty();
    }
}
