package dev.avow.engine.cdi;

import dev.avow.engine.EngineException;
import dev.avow.engine.history.History;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.run.Avow;
import dev.avow.engine.run.AvowBuilder;
import dev.avow.engine.run.RunNotice;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.Optional;

/**
 * Makes {@link Avow} and its {@link History} injectable, from the {@link AvowBuilder} that the application produces.
 *
 * <p>There is one engine, built when it is first injected, with the beans of type {@link Operator} as its operators. The
 * application registers its jobs and calls {@link Avow#start}, for example on {@link
 * jakarta.enterprise.event.Startup}; the container closes the engine on {@link Shutdown}, before beans that it works with
 * are destroyed. What happens to runs is fired as events of type {@link RunNotice}. Threads may share a producer.
 */
@Singleton
public class AvowProducer {

    private Optional<Avow> built = Optional.empty();

    /**
     * Builds the engine, and does not start it.
     *
     * @param builder which the application produces; without operators
     * @param operators all beans of this type
     * @param notices where what happens to runs is fired
     * @throws EngineException if the builder has operators already, or an operator bean has no name
     * @throws dev.avow.db.StoreException if the store cannot be opened
     */
    @Produces
    @Singleton // why: the class is final, so that a scope with client proxies is not possible
    synchronized Avow avow(AvowBuilder builder, @Any Instance<Operator> operators, Event<RunNotice> notices) {
        CdiOperators source = new CdiOperators(operators);
        try {
            builder.operators(source);
        } catch (EngineException e) {
            throw new EngineException(
                    "The AvowBuilder that the application produces has operators. Leave operators(...) out: beans of"
                            + " type Operator are found by their @Named.",
                    e);
        }
        Avow avow = builder.listener(new CdiListener(notices)).build();
        built = Optional.of(avow);
        return avow;
    }

    /** Returns what happened, as the injected engine tells it; the engine need not be started. */
    @Produces
    @Singleton
    static History history(Avow avow) {
        return avow.history();
    }

    /**
     * Closes the engine when its bean is destroyed, unless the shutdown has done so.
     *
     * <p>It is static since this producer may be destroyed before the engine.
     */
    static void dispose(@Disposes Avow avow) {
        avow.close();
    }

    /**
     * Closes the engine, if there is one, while operators that are beans still live.
     *
     * <p>It comes before the application's own observers, as these may end what operators need.
     */
    synchronized void shutDown(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) Shutdown event) {
        built.ifPresent(Avow::close);
    }
}
