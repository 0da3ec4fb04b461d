package dev.avow.engine.cdi;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.EngineException;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.History;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.run.Avow;
import dev.avow.engine.run.AvowBuilder;
import dev.avow.engine.run.FakeOperator;
import dev.avow.engine.run.ManualRequest;
import dev.avow.engine.run.RunNotice;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.spi.AlterableContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AvowBeanTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @BeforeEach
    void nameStore() {
        System.setProperty("report.store", directory.resolve("store").toString());
    }

    @AfterEach
    void forgetStore() {
        System.clearProperty("report.store");
    }

    @Test
    void executes_a_run_by_operators_that_are_beans() {
        try (SeContainer container = ReportMain.start()) {
            ReportClient client = container.select(ReportClient.class).get();

            Identity identity = client.request("somebody").get("report");

            RunState end = awaitEnd(container.select(History.class).get(), identity);
            assertThat(end).isEqualTo(RunState.SUCCEEDED);
            assertThat(client.newest()).extracting(RunView::identity).containsExactly(identity);
        }
    }

    @Test
    void tells_observers_what_happens_to_runs() {
        try (SeContainer container = ReportMain.start()) {
            Avow avow = container.select(Avow.class).get();
            ReportAlarm alarm = container.select(ReportAlarm.class).get();
            avow.pause("daily");

            avow.cancel(container
                    .select(ReportClient.class)
                    .get()
                    .request("somebody")
                    .get("report"));

            assertThat(awaitMissing(alarm))
                    .singleElement()
                    .asString()
                    .startsWith("manual:")
                    .endsWith(" is CANCELLED: Run was cancelled on request before its next attempt started.");
        }
    }

    private static List<String> awaitMissing(ReportAlarm alarm) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (alarm.missing().isEmpty() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        return alarm.missing();
    }

    @Test
    void tells_observers_all_before_the_container_destroys_them() {
        List<String> events;
        try (SeContainer container = Containers.of(
                Builders.class, ByHand.class, Happened.class, Brief.class, Failing.class, Observer.class)) {
            events = container.select(Happened.class).get().events();
            Avow avow = container.select(Avow.class).get();
            avow.register(job("brief").task("brief", operator("brief")).build());
            avow.start();
            Identity identity = avow.trigger("brief", JsonObject.empty(), ManualRequest.by("somebody"))
                    .get("brief");
            awaitEnd(avow.history(), identity);
        }

        assertThat(events)
                .filteredOn(event -> event.startsWith("told "))
                .containsExactly("told DECLARED", "told STARTED", "told SUCCEEDED");
    }

    @Test
    void destroys_a_dependent_operator_after_each_attempt() {
        try (SeContainer container = Containers.of(Builders.class, ByHand.class, Happened.class, Brief.class)) {
            Avow avow = container.select(Avow.class).get();
            avow.register(job("brief").task("brief", operator("brief")).build());
            avow.start();

            Identity identity = avow.trigger("brief", JsonObject.empty(), ManualRequest.by("somebody"))
                    .get("brief");

            assertThat(awaitEnd(avow.history(), identity)).isEqualTo(RunState.SUCCEEDED);
            List<String> events = container.select(Happened.class).get().events();
            assertThat(events).containsSubsequence("made", "executed", "destroyed");
            assertThat(events)
                    .filteredOn("made"::equals)
                    .hasSameSizeAs(events.stream().filter("destroyed"::equals).toList());
        }
    }

    @Test
    void closes_the_engine_before_the_container_destroys_its_operators() throws InterruptedException {
        List<String> events;
        Avow avow;
        try (SeContainer container =
                Containers.of(Builders.class, ByHand.class, Happened.class, Signals.class, Patient.class)) {
            events = container.select(Happened.class).get().events();
            avow = container.select(Avow.class).get();
            avow.register(job("patient").task("patient", operator("patient")).build());
            avow.start();
            avow.trigger("patient", JsonObject.empty(), ManualRequest.by("somebody"));
            CountDownLatch started = container.select(Signals.class).get().started();
            assertThat(started.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }

        assertThat(events).containsExactly("shutdown", "executed", "destroyed");
        assertThatThrownBy(avow::start).hasMessage("Engine is closed. Build a new one.");
    }

    @Test
    void leaves_the_store_to_others_after_the_shutdown() {
        Containers.of(ReportApplication.class, Report.class).close();

        try (Avow next = Avow.embedded(directory.resolve("store"))
                .operators(FakeOperator.named("report"))
                .build()) {
            next.start();
            assertThat(next.history().runs("daily", 10).items()).isEmpty();
        }
    }

    @Test
    void builds_no_engine_that_is_started_by_hand_and_not_injected() {
        Containers.of(Builders.class, ByHand.class).close();

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void starts_no_engine_that_the_application_starts_by_hand() {
        try (SeContainer container = Containers.of(Builders.class, ByHand.class)) {
            Avow avow = container.select(Avow.class).get();

            assertThat(container.select(Avow.class, Any.Literal.INSTANCE).get()).isSameAs(avow);
            assertThat(container.select(History.class).get().runs("daily", 10).items())
                    .isEmpty();
            assertThatThrownBy(() -> avow.trigger("daily", JsonObject.empty(), ManualRequest.by("somebody")))
                    .hasMessage("Engine is not started. Call start() first.");
        }
    }

    @Test
    void closes_an_engine_whose_keeper_is_destroyed() {
        try (SeContainer container = Containers.of(Builders.class)) {
            Avow avow = container.select(Avow.class).get();

            BeanManager beans = container.getBeanManager();
            Bean<?> bean = beans.resolve(beans.getBeans(AvowBean.class));
            ((AlterableContext) beans.getContext(Singleton.class)).destroy(bean);

            assertThatThrownBy(avow::start).hasMessage("Engine is closed. Build a new one.");
        }
    }

    @Test
    void leaves_an_application_alone_that_produces_no_builder() {
        try (SeContainer container = Containers.of(OwnEngine.class)) {
            Avow avow = container.select(Avow.class).get();

            assertThatThrownBy(() -> avow.trigger("daily", JsonObject.empty(), ManualRequest.by("somebody")))
                    .hasMessage("Engine is not started. Call start() first.");
            assertThat(container.select(History.class).isUnsatisfied()).isTrue();
        }
    }

    @Test
    void starts_the_engine_after_the_applications_observers() {
        try (SeContainer container = Containers.of(Builders.class, Happened.class, Early.class)) {
            assertThat(container.select(Happened.class).get().events())
                    .containsExactly("Engine is not started. Call start() first.");
            assertThatThrownBy(() -> container.select(Avow.class).get().start())
                    .hasMessage("Engine is started already. Start it once.");
        }
    }

    @Test
    void refuses_a_builder_that_has_operators() {
        try (SeContainer container = Containers.of(BuilderWithOperators.class, ByHand.class)) {
            assertThatThrownBy(() -> container.select(Avow.class).get())
                    .isInstanceOf(EngineException.class)
                    .hasMessage("The AvowBuilder that the application produces has operators. Leave operators(...) out:"
                            + " beans of type Operator are found by their @Named.");
            assertThat(directory).isEmptyDirectory();
        }
    }

    private static RunState awaitEnd(History history, Identity identity) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        RunState state;
        do {
            state = history.run(identity).orElseThrow().run().state();
            Thread.onSpinWait();
        } while (!state.isFinal() && System.nanoTime() < deadline);
        return state;
    }

    /** Produces a builder, and starts nothing. */
    @Dependent
    static class Builders {

        @Produces
        static AvowBuilder engine() {
            return Avow.embedded(Path.of(System.getProperty("report.store"))).drain(LIMIT);
        }
    }

    @Dependent
    static class ByHand {

        @Produces
        static AvowStart start() {
            return AvowStart.MANUAL;
        }
    }

    /** Builds an engine without the extension's help. */
    @Dependent
    static class OwnEngine {

        @Produces
        @Singleton
        static Avow avow() {
            return Builders.engine().operators(FakeOperator.named("report")).build();
        }

        static void close(@Disposes Avow avow) {
            avow.close();
        }
    }

    @ApplicationScoped
    static class Early {

        void started(@Observes Startup event, Avow avow, Happened happened) {
            try {
                avow.trigger("daily", JsonObject.empty(), ManualRequest.by("somebody"));
            } catch (EngineException e) {
                happened.add(e.getMessage());
            }
        }
    }

    @Dependent
    static class BuilderWithOperators {

        @Produces
        static AvowBuilder engine() {
            return Builders.engine().operators(FakeOperator.named("report"));
        }
    }

    @Dependent
    @Named("brief")
    static class Brief extends TestOperator {

        private final Happened happened;

        @Inject
        Brief(Happened happened) {
            super("brief");
            this.happened = happened;
            happened.add("made");
        }

        @Override
        public OperatorResult execute(DeclaredRun run) {
            happened.add("executed");
            return OperatorResult.success();
        }

        @PreDestroy
        void destroyed() {
            happened.add("destroyed");
        }
    }

    @ApplicationScoped
    static class Observer {

        @Inject
        private Happened happened;

        void told(@Observes @Priority(1) RunNotice notice) {
            happened.add("told " + notice.kind());
        }
    }

    /** Comes after the other observer: the container ends with the first one that throws. */
    @ApplicationScoped
    static class Failing {

        void told(@Observes @Priority(2) RunNotice notice) {
            throw new IllegalStateException("no mail server");
        }
    }
}
