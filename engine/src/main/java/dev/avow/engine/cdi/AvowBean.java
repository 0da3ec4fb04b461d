package dev.avow.engine.cdi;

import dev.avow.engine.EngineException;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.dsl.JobSource;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.run.Avow;
import dev.avow.engine.run.AvowBuilder;
import dev.avow.engine.run.RunNotice;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.Optional;

/**
 * Keeps the one engine of an application that produces an {@link AvowBuilder}; does nothing in others. Threads may share
 * it.
 *
 * <p>{@link AvowExtension} adds it to the beans. Its injection points keep a container that drops unused beans, as Quarkus
 * does, from dropping jobs and builders.
 */
@Singleton
class AvowBean {

    @Inject
    Instance<AvowBuilder> builders;

    @Inject
    Instance<AvowStart> starts;

    @Inject
    @Any
    Instance<Operator> operators;

    @Inject
    @Any
    Instance<Job> jobs;

    @Inject
    @Any
    Instance<JobSource> sources;

    @Inject
    Event<RunNotice> notices;

    @Inject
    Instance<RequestContextController> requests;

    private Optional<Avow> built = Optional.empty();

    /** What is built, once its jobs are registered; read without a lock, since attempts that close() waits for may ask. */
    private volatile Optional<Avow> ready = Optional.empty();

    /**
     * Returns the engine, which the first call builds with its jobs and does not start.
     *
     * @throws EngineException if the builder has operators already, an operator bean has no name, or a job is refused
     * @throws dev.avow.db.StoreException if the store cannot be opened
     */
    Avow avow() {
        return ready.orElseGet(this::first);
    }

    private synchronized Avow first() {
        if (built.isEmpty()) {
            Avow avow = build();
            built = Optional.of(avow); // why: an operator that is asked for a job's sake may inject the engine itself
            register(avow);
            ready = built;
        }
        return built.orElseThrow();
    }

    private Avow build() {
        CdiOperators source = new CdiOperators(operators, requests);
        AvowBuilder builder = builders.get();
        try {
            builder.operators(source);
        } catch (EngineException e) {
            throw new EngineException(
                    "The AvowBuilder that the application produces has operators. Leave operators(...) out: beans of"
                            + " type Operator are found by their @Named.",
                    e);
        }
        CdiNotices.listeners(notices, new RequestScopes(requests)).forEach(builder::listener);
        return builder.build();
    }

    private void register(Avow avow) {
        try {
            CdiJobs.of(jobs, sources).forEach(avow::register);
        } catch (RuntimeException e) {
            avow.close(); // why: it holds the store, and the application does not come up
            built = Optional.empty();
            throw e;
        }
    }

    /** Starts the engine after the application's own observers, which may prepare what jobs need. */
    void startUp(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) Startup event) {
        if (!builders.isUnsatisfied() && start() == AvowStart.AUTOMATIC) {
            avow().start();
        }
    }

    private AvowStart start() {
        return starts.isUnsatisfied() ? AvowStart.AUTOMATIC : starts.get();
    }

    /**
     * Closes the engine, if there is one, while operators that are beans still live.
     *
     * <p>It comes before the application's own observers, as these may end what operators need.
     */
    void shutDown(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) Shutdown event) {
        close();
    }

    /** Closes the engine of a container that was not started far enough to be shut down. */
    @PreDestroy
    void close() {
        ready.ifPresent(Avow::close);
    }
}
