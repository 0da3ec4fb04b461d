package dev.avow.engine.cdi;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.dsl.Job;
import dev.avow.engine.dsl.RetryPolicy;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.run.Avow;
import dev.avow.engine.run.AvowBuilder;
import dev.avow.engine.run.ManualRequest;
import dev.avow.engine.run.RunNotice;
import dev.avow.engine.run.RunNotice.Kind;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attempts and observers have a request scope, which ends with them. */
class RequestScopeTest {

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
    void each_attempt_and_each_observer_has_beans_of_its_own() throws InterruptedException {
        List<String> attempts;
        List<String> notices;
        try (SeContainer container = Containers.of(
                Application.class,
                Happened.class,
                Told.class,
                Scratch.class,
                Paper.class,
                Twice.class,
                Observer.class)) {
            attempts = container.select(Happened.class).get().events();
            notices = container.select(Told.class).get().events();
            container.select(Avow.class).get().trigger("twice", JsonObject.empty(), ManualRequest.by("somebody"));
            CountDownLatch end = container.select(Observer.class).get().end();
            assertThat(end.await(60, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(attempts)
                .containsExactly("made", "attempt 1 used 1", "destroyed", "made", "attempt 2 used 1", "destroyed");
        assertThat(notices)
                .filteredOn(told -> told.startsWith("sync"))
                .containsExactly(
                        "sync DECLARED used 1",
                        "sync STARTED used 1",
                        "sync RETRYING used 1",
                        "sync STARTED used 1",
                        "sync SUCCEEDED used 1");
        assertThat(notices)
                .filteredOn(told -> told.startsWith("async"))
                .containsExactly(
                        "async DECLARED used 1",
                        "async STARTED used 1",
                        "async RETRYING used 1",
                        "async STARTED used 1",
                        "async SUCCEEDED used 1");
    }

    @Dependent
    static class Application {

        @Produces
        static AvowBuilder engine() {
            return Avow.embedded(Path.of(System.getProperty("report.store"))).drain(Duration.ofSeconds(60));
        }

        @Produces
        static Job twice() {
            return job("twice")
                    .task("work", operator("twice"))
                    .retry(RetryPolicy.retries(1).backoff(Duration.ZERO))
                    .build();
        }
    }

    /** What observers did; beside what attempts did, since both happen at once. */
    @ApplicationScoped
    static class Told {

        private final List<String> events = new CopyOnWriteArrayList<>();

        List<String> events() {
            return events;
        }
    }

    @RequestScoped
    static class Scratch {

        private int used;

        int use() {
            used++;
            return used;
        }
    }

    @RequestScoped
    static class Paper {

        @Inject
        private Happened happened;

        private int used;

        @PostConstruct
        void made() {
            happened.add("made");
        }

        int use() {
            used++;
            return used;
        }

        @PreDestroy
        void destroyed() {
            happened.add("destroyed");
        }
    }

    @ApplicationScoped
    @Named("twice")
    static class Twice extends TestOperator {

        @Inject
        private Happened happened;

        @Inject
        private Paper paper;

        Twice() {
            super("twice");
        }

        @Override
        public OperatorResult execute(DeclaredRun run) {
            happened.add("attempt " + run.attempt() + " used " + paper.use());
            if (run.attempt() == 1) {
                throw OperatorException.retriable("The first attempt fails.");
            }
            return OperatorResult.success();
        }
    }

    @ApplicationScoped
    static class Observer {

        private final CountDownLatch end = new CountDownLatch(2);

        @Inject
        private Told told;

        @Inject
        private Scratch scratch;

        CountDownLatch end() {
            return end;
        }

        void sync(@Observes RunNotice notice) {
            tell("sync", notice);
        }

        void async(@ObservesAsync RunNotice notice) {
            tell("async", notice);
        }

        private void tell(String how, RunNotice notice) {
            told.events().add(how + " " + notice.kind() + " used " + scratch.use());
            if (notice.kind() == Kind.SUCCEEDED) {
                end.countDown();
            }
        }
    }
}
