package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.dsl.RetryPolicy.retries;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.StoreException;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.gate.AttemptState;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.AttemptView;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.Component;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** An engine that is closed while a trigger has fired and its operator has not started. */
class ClosingTest extends EngineContract {

    private static final long PATIENCE = 60; // seconds; only a failing test waits so long

    private static Job adHoc() {
        return job("ad-hoc").task("summarise", operator("summarise")).build();
    }

    @Test
    void leaves_a_run_in_the_gate_with_its_trigger_for_the_next_engine() throws Exception {
        manual.close();
        GatedOperator gated = new GatedOperator();
        Core core = new AvowBuilder(() -> new Unclosed(store))
                .operators(gated)
                .clock(clock)
                .drain(Duration.ofMillis(1))
                .grace(Duration.ofMillis(1))
                .core();
        Avow closed = new Avow(core, () -> "request", () -> new Engine(core));
        closed.register(adHoc());
        closed.start();
        Identity identity = closed.trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"))
                .get("summarise");
        assertThat(gated.asked.await(PATIENCE, TimeUnit.SECONDS)).isTrue();

        Thread closer = new Thread(closed::close);
        closer.start();
        while (!core.isClosing()) {
            Thread.onSpinWait();
        }
        gated.open.countDown();
        closer.join();
        RunView between = run("ad-hoc", "summarise");
        Invariant.check(store);
        manual = engine(summarise, measure).start();
        manual.fireDue();

        assertThat(between.state()).isEqualTo(RunState.DECLARED);
        assertThat(between.attempts()).isZero();
        assertThat(between.waiting()).isEmpty();
        assertThat(run("ad-hoc", "summarise").state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(events(identity)).containsExactly("DECLARED", "READMITTED", "CLAIMED", "OUTCOME");
    }

    /** Without a retry policy: what never started is no try. */
    @Test
    void an_attempt_that_could_not_start_for_the_database_is_followed_by_another_whatever_the_policy() {
        DisturbedStore disturbed = new DisturbedStore(store);
        manual.close();
        manual = ManualEngine.on(disturbed, clock, OperatorSource.of(List.of(summarise)))
                .start();
        avow().register(adHoc());
        Identity identity = avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"))
                .get("summarise");
        disturbed.beforeSync(() -> {
            throw new StoreException("The database is away.");
        });
        manual.executeDue();
        disturbed.beforeSync(() -> {});

        manual.checkIn();
        manual.executeDue();

        assertThat(detail(identity).attempts())
                .extracting(AttemptView::state)
                .containsExactly(AttemptState.INTERRUPTED, AttemptState.SUCCEEDED);
        assertThat(summarise.executed()).hasSize(1);
    }

    @Test
    void attempts_that_cannot_start_wait_ever_longer() {
        DisturbedStore disturbed = new DisturbedStore(store);
        manual.close();
        manual = ManualEngine.on(disturbed, clock, OperatorSource.of(List.of(summarise)))
                .start();
        avow().register(adHoc());
        Identity identity = avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"))
                .get("summarise");
        disturbed.beforeSync(() -> {
            throw new StoreException("The database does not wait for the disk.");
        });

        for (int seconds = 0; seconds < 120; seconds++) {
            manual.executeDue();
            manual.checkIn();
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(detail(identity).attempts()).hasSizeBetween(7, 9);
        disturbed.beforeSync(() -> {});
        clock.advance(Duration.ofMinutes(1));
        manual.executeDue();
        assertThat(run("ad-hoc", "summarise").state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void an_attempt_that_never_started_counts_for_no_retry() {
        DisturbedStore disturbed = new DisturbedStore(store);
        manual.close();
        manual = ManualEngine.on(disturbed, clock, OperatorSource.of(List.of(summarise)))
                .start();
        avow().register(job("ad-hoc")
                .task("summarise", operator("summarise"))
                .retry(retries(1).backoff(Duration.ZERO))
                .build());
        avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"));
        disturbed.beforeSync(() -> {
            throw new StoreException("The database is away.");
        });
        manual.executeDue();
        disturbed.beforeSync(() -> {});
        summarise.does(run -> OperatorResult.failure("no", true));

        manual.checkIn();
        manual.fireDue();

        assertThat(summarise.executed()).hasSize(2);
        assertThat(run("ad-hoc", "summarise").state()).isEqualTo(RunState.FAILED);
    }

    @Test
    void starts_no_operator_of_an_attempt_that_was_claimed_at_the_last_moment() {
        manual.close();
        DisturbedStore disturbed = new DisturbedStore(store);
        manual = ManualEngine.of(new AvowBuilder(() -> disturbed).operators(summarise), clock)
                .start();
        avow().register(adHoc());
        Identity identity = avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"))
                .get("summarise");
        disturbed.beforeSync(() -> manual.close());

        manual.executeDue();

        assertThat(summarise.executed()).isEmpty();
        assertThat(run("ad-hoc", "summarise").state()).isEqualTo(RunState.RETRYING);
        assertThat(run("ad-hoc", "summarise").detail()).isEqualTo("The engine was closed before the attempt started.");
        assertThat(events(identity)).containsExactly("DECLARED", "CLAIMED", "OUTCOME");
        manual = engine(summarise, measure).start();
        manual.executeDue();
        assertThat(run("ad-hoc", "summarise").state()).isEqualTo(RunState.SUCCEEDED);
    }

    /** Takes its time over the gate's question. */
    private final class GatedOperator implements Operator {

        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);

        @Override
        public OperatorRef ref() {
            return summarise.ref();
        }

        @Override
        public Set<Component> needs() {
            return summarise.needs();
        }

        @Override
        public Optional<String> objection(Declaration declaration) {
            asked.countDown();
            RetryTest.awaitUninterruptibly(open);
            return Optional.empty();
        }

        @Override
        public OperatorResult execute(DeclaredRun run) throws Exception {
            return summarise.execute(run);
        }
    }
}
