package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.dsl.RetryPolicy.retries;
import static dev.avow.engine.schedule.FixedRate.every;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.db.Store;
import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.TriggerRule;
import dev.avow.engine.dsl.Elements;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.schedule.CatchUp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The engine with Quartz's own threads and the system's clock; the tests wait for what happens, not for time. */
@ParameterizedClass
@EnumSource(TestStore.class)
class RealEngineTest {

    private static final long PATIENCE = 60; // seconds; only a failing test waits so long

    @Parameter
    TestStore database;

    @TempDir
    Path directory;

    private final FakeOperator summarise = FakeOperator.named("summarise");
    private final FakeOperator measure = FakeOperator.named("measure");

    private AvowBuilder builder() {
        Store store = database.open(directory);
        return new AvowBuilder(() -> store).operators(summarise, measure);
    }

    @Test
    void declares_and_executes_recurring_slots_with_the_tasks_after_them() throws Exception {
        CountDownLatch measured = new CountDownLatch(3);
        measure.does(run -> {
            measured.countDown();
            return OperatorResult.success();
        });
        try (Avow avow = builder().build()) {
            avow.register(job("often")
                    .schedule(every(Duration.ofSeconds(1)).catchUp(CatchUp.ALL))
                    .task("summarise", operator("summarise"))
                    .task("measure", operator("measure"))
                    .after("summarise")
                    .build());
            avow.start();

            boolean done = measured.await(PATIENCE, TimeUnit.SECONDS);

            assertThat(done).isTrue();
            assertThat(avow.history().runs("often", 100).items())
                    .filteredOn(run -> run.task().equals("summarise"))
                    .filteredOn(run -> run.state() == RunState.SUCCEEDED)
                    .hasSizeGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void retries_and_answers_requests_while_it_runs() throws Exception {
        CountDownLatch second = new CountDownLatch(2);
        summarise.does(run -> {
            second.countDown();
            return run.attempt() == 1 ? OperatorResult.failure("busy", true) : OperatorResult.success();
        });
        try (Avow avow = builder().build()) {
            avow.start();
            avow.register(job("ad-hoc")
                    .task("summarise", operator("summarise"))
                    .retry(retries(1).backoff(Duration.ZERO))
                    .build());
            avow.trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"));

            assertThat(second.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void looks_for_commands_while_it_runs() throws Exception {
        CountDownLatch executed = new CountDownLatch(1);
        summarise.does(run -> {
            executed.countDown();
            return OperatorResult.success();
        });
        Store store = database.open(directory);
        try (Avow avow =
                new AvowBuilder(() -> store).operators(summarise, measure).build()) {
            avow.register(job("ad-hoc").task("summarise", operator("summarise")).build());
            avow.start();
            JsonObject request = JsonObject.builder()
                    .put("job", "ad-hoc")
                    .put("request", "k")
                    .build();

            new CommandDesk(store).submit(false, "trigger", request);

            assertThat(executed.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** No check-in comes in time: the request and the slot wake whoever declares their runs. */
    @Test
    void declares_the_runs_of_mapped_tasks_at_once() throws Exception {
        CountDownLatch gathered = new CountDownLatch(2);
        measure.does(run -> {
            gathered.countDown();
            return OperatorResult.success();
        });
        try (Avow avow = builder().checkIn(Duration.ofSeconds(2 * PATIENCE)).build()) {
            avow.start();
            avow.register(job("files")
                    .schedule(every(Duration.ofSeconds(1)))
                    .task("each", operator("summarise"))
                    .mapped(Elements.of("x", "y"))
                    .task("gather", operator("measure"))
                    .after("each")
                    .build());
            avow.trigger("files", JsonObject.empty(), ManualRequest.by("ann"));

            assertThat(gathered.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void waits_for_a_running_attempt_when_it_is_closed() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch closing = new CountDownLatch(1);
        summarise.does(run -> {
            started.countDown();
            closing.await();
            return OperatorResult.success();
        });
        Store store = database.open(directory);
        Avow avow =
                new AvowBuilder(() -> new Unclosed(store)).operators(summarise).build();
        avow.start();
        Identity identity = triggered(avow);
        assertThat(started.await(PATIENCE, TimeUnit.SECONDS)).isTrue();

        Thread closer = new Thread(avow::close);
        closer.start();
        closing.countDown();
        closer.join();

        assertThat(state(store, identity)).isEqualTo("SUCCEEDED");
        store.close();
    }

    @Test
    void interrupts_an_attempt_that_does_not_end_while_it_is_closed_and_records_it() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        summarise.does(run -> {
            started.countDown();
            new CountDownLatch(1).await();
            return OperatorResult.success();
        });
        Store store = database.open(directory);
        Avow avow = new AvowBuilder(() -> new Unclosed(store))
                .operators(summarise)
                .drain(Duration.ofMillis(1))
                .build();
        avow.start();
        Identity identity = triggered(avow);
        assertThat(started.await(PATIENCE, TimeUnit.SECONDS)).isTrue();

        avow.close();

        assertThat(state(store, identity)).isEqualTo("INTERRUPTED");
        store.close();
    }

    @Test
    void closes_although_an_operator_ignores_its_interrupt() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        summarise.does(run -> {
            started.countDown();
            RetryTest.awaitUninterruptibly(release);
            return OperatorResult.success();
        });
        Store store = database.open(directory);
        Avow avow = new AvowBuilder(() -> new Unclosed(store))
                .operators(summarise)
                .drain(Duration.ofMillis(1))
                .grace(Duration.ofMillis(1))
                .build();
        avow.start();
        Identity identity = triggered(avow);
        assertThat(started.await(PATIENCE, TimeUnit.SECONDS)).isTrue();

        avow.close();
        release.countDown();

        assertThat(state(store, identity)).isEqualTo("INTERRUPTED");
        store.close();
    }

    @Test
    void interrupts_a_running_attempt_that_is_cancelled_and_goes_on_with_the_tasks_after_it() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch measured = new CountDownLatch(1);
        summarise.does(run -> {
            started.countDown();
            new CountDownLatch(1).await();
            return OperatorResult.success();
        });
        measure.does(run -> {
            measured.countDown();
            return OperatorResult.success();
        });
        try (Avow avow = builder().build()) {
            avow.start();
            avow.register(job("ad-hoc")
                    .task("summarise", operator("summarise"))
                    .retry(retries(3))
                    .task("measure", operator("measure"))
                    .after("summarise")
                    .when(TriggerRule.ONE_FAILED)
                    .build());
            Identity identity = avow.trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"))
                    .get("summarise");
            assertThat(started.await(PATIENCE, TimeUnit.SECONDS)).isTrue();

            avow.cancel(identity);

            assertThat(measured.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
            assertThat(avow.history().run(identity).orElseThrow().run().state()).isEqualTo(RunState.CANCELLED);
            assertThat(summarise.executed()).hasSize(1);
        }
    }

    private static Identity triggered(Avow avow) {
        avow.register(job("ad-hoc").task("summarise", operator("summarise")).build());
        return avow.trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"))
                .get("summarise");
    }

    private static String state(Store store, Identity identity) {
        return store.read(session -> session.runs().find(identity.toString()))
                .orElseThrow()
                .standing()
                .state();
    }

    @Test
    void refuses_a_second_engine_in_the_same_process() {
        Store store = database.open(directory);
        try (Avow first = new AvowBuilder(() -> store)
                .operators(summarise)
                .checkIn(Duration.ofMillis(50))
                .build()) {
            first.start();
            Avow second = new AvowBuilder(() -> new Unclosed(store))
                    .operators(summarise)
                    .build();

            assertThatThrownBy(second::start)
                    .isInstanceOf(EngineException.class)
                    .hasMessageStartingWith("Store is owned by another engine: node 'local', process ");
        }
    }

    @Test
    void refuses_to_start_twice() {
        try (Avow avow = builder().build()) {
            avow.start();

            assertThatThrownBy(avow::start)
                    .isInstanceOf(EngineException.class)
                    .hasMessage("Engine is started already. Start it once.");
        }
    }

    @Test
    void registers_nothing_of_a_job_that_cannot_be_bound() {
        try (Avow avow = builder().build()) {
            avow.start();

            assertThatThrownBy(() -> avow.register(job("nightly")
                            .schedule(every(Duration.ofSeconds(1)))
                            .task("summarise", operator("summarise"))
                            .task("translate", operator("translate"))
                            .build()))
                    .isInstanceOf(EngineException.class)
                    .hasMessage("Job 'nightly' calls operator 'translate' in task 'translate', which is not there."
                            + " Register an operator of that name.");
            assertThat(avow.history().runs("nightly", 10).items())
                    .extracting(RunView::identity)
                    .isEmpty();
            assertThatThrownBy(() -> avow.trigger("nightly", JsonObject.empty(), ManualRequest.by("ann")))
                    .isInstanceOf(EngineException.class);
        }
    }
}
