package dev.avow.examples;

import dev.avow.engine.cdi.CdiOperators;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorSource;
import dev.avow.examples.summary.MeasureOperator;
import dev.avow.examples.summary.SentenceOperator;
import dev.avow.examples.summary.SummariseOperator;
import dev.avow.operators.embedding.EmbeddingOperator;
import dev.avow.operators.embedding.MiniLm;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** The operators of the examples as beans of a CDI container, where the engine finds them by name. */
final class ExampleOperators implements AutoCloseable {

    private final SeContainer container = SeContainerInitializer.newInstance()
            .disableDiscovery() // why: the class path has no other beans, and start-up need not look for them
            .addBeanClasses(Library.class, SentenceOperator.class, SummariseOperator.class, MeasureOperator.class)
            .initialize();

    /** Returns where the engine finds them, until this is closed. */
    OperatorSource source() {
        return new CdiOperators(
                container.select(Operator.class, Any.Literal.INSTANCE),
                container.select(RequestContextController.class));
    }

    @Override
    public void close() {
        container.close();
    }

    /** Makes beans of operators that are no beans by themselves. */
    @Dependent
    static class Library {

        @Produces
        @Singleton
        @Named(EmbeddingOperator.NAME)
        static EmbeddingOperator embedding() {
            return EmbeddingOperator.with(MiniLm.model());
        }
    }
}
