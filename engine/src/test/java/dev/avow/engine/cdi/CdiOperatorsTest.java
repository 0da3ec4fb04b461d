package dev.avow.engine.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.EngineException;
import dev.avow.engine.operator.Operator;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.literal.NamedLiteral;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CdiOperatorsTest {

    private SeContainer container;

    @AfterEach
    void shutDown() {
        if (container != null && container.isRunning()) {
            container.close();
        }
    }

    private CdiOperators operatorsOf(Class<?>... beans) {
        return operatorsIn(Containers.of(beans));
    }

    private CdiOperators operatorsIn(SeContainer started) {
        container = started;
        return new CdiOperators(
                container.select(Operator.class, Any.Literal.INSTANCE),
                container.select(RequestContextController.class));
    }

    private List<String> happened() {
        return container.select(Happened.class).get().events();
    }

    @Test
    void makes_a_dependent_bean_for_each_use_and_destroys_it_after_the_work() {
        CdiOperators operators = operatorsOf(Happened.class, OnceOnly.class);

        for (int i = 0; i < 2; i++) {
            Optional<String> name = operators.use("once", operator -> {
                happened().add("worked");
                return operator.ref().name();
            });
            assertThat(name).contains("once");
        }

        assertThat(happened()).containsExactly("made", "worked", "destroyed", "made", "worked", "destroyed");
    }

    @Test
    void destroys_a_dependent_bean_whose_work_throws() {
        CdiOperators operators = operatorsOf(Happened.class, OnceOnly.class);

        assertThatThrownBy(() -> operators.use("once", operator -> {
                    throw new IllegalStateException("work failed");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("work failed");

        assertThat(happened()).containsExactly("made", "destroyed");
    }

    @Test
    void destroys_a_produced_operator_by_its_disposer() {
        CdiOperators operators = operatorsOf(Happened.class, Factory.class);

        Optional<String> name =
                operators.use("produced", operator -> operator.ref().name());

        assertThat(name).contains("produced");
        assertThat(happened()).containsExactly("made", "disposed");
    }

    @Test
    void shares_an_application_scoped_bean_until_the_container_shuts_down() {
        CdiOperators operators = operatorsOf(Happened.class, Shared.class);

        operators.use("shared", Operator::needs);
        operators.use("shared", Operator::needs);

        List<String> events = happened();
        assertThat(events).containsExactly("made");
        container.close();
        assertThat(events).containsExactly("made", "destroyed");
    }

    @Test
    void shares_a_singleton_until_the_container_shuts_down() {
        CdiOperators operators = operatorsOf(Happened.class, Single.class);

        operators.use("single", Operator::needs);
        operators.use("single", Operator::needs);

        assertThat(happened()).containsExactly("made");
    }

    @Test
    void is_shared_by_threads_without_a_request_scope() {
        CdiOperators operators = operatorsOf(Happened.class, OnceOnly.class, Shared.class);

        long used = IntStream.range(0, 100)
                .parallel()
                .filter(i -> operators
                        .use(i % 2 == 0 ? "once" : "shared", Operator::needs)
                        .isPresent())
                .count();

        assertThat(used).isEqualTo(100);
        assertThat(happened()).filteredOn("destroyed"::equals).hasSize(50);
    }

    @Test
    void instantiates_no_other_bean() {
        CdiOperators operators = operatorsOf(Happened.class, OnceOnly.class, Broken.class);

        assertThat(operators.use("once", operator -> true)).contains(true);
    }

    @Test
    void finds_no_operator_that_is_not_there() {
        CdiOperators operators = operatorsOf(Happened.class, OnceOnly.class);

        assertThat(operators.use("twice", operator -> true)).isEmpty();
        assertThat(happened()).isEmpty();
    }

    @Test
    void takes_an_alternative_in_place_of_the_operator_of_its_name_only() {
        CdiOperators operators = operatorsOf(Happened.class, Shared.class, OnceOnly.class, OnceOnlyInTests.class);

        assertThat(operators.use("once", operator -> operator.ref().version())).contains("1");
        assertThat(operators.use("shared", operator -> operator.ref().version()))
                .contains("1");
        assertThat(happened()).containsExactly("alternative made", "made");
    }

    @Test
    void refuses_a_bean_whose_names_differ_and_destroys_it() {
        CdiOperators operators = operatorsOf(Happened.class, Misnamed.class);

        assertThatThrownBy(() -> operators.use("summarise", operator -> true))
                .isInstanceOf(EngineException.class)
                .hasMessage("Operator bean of dev.avow.engine.cdi.CdiOperatorsTest$Misnamed has two names. Make @Named"
                        + " and ref() say the same.\n"
                        + "  @Named: summarise\n"
                        + "  ref():  summarize");
        assertThat(happened()).containsExactly("destroyed");
    }

    @Test
    void refuses_a_bean_without_a_name() {
        assertThatThrownBy(() -> operatorsOf(Unnamed.class))
                .isInstanceOf(EngineException.class)
                .hasMessage("Operator bean of dev.avow.engine.cdi.CdiOperatorsTest$Unnamed has no name. Put @Named with"
                        + " its operator's name on it.");
    }

    @Test
    void two_classes_of_one_name_are_refused_by_the_container() {
        assertThatThrownBy(() -> operatorsOf(Happened.class, OnceOnly.class, OnceMore.class))
                .hasMessageContaining("once")
                .hasMessageContaining("OnceOnly")
                .hasMessageContaining("OnceMore");
    }

    @Test
    void refuses_two_beans_of_one_name_that_the_container_lets_through() {
        CdiOperators operators = operatorsIn(Containers.with(Happened.class, OnceOnly.class)
                .addExtensions(new Again())
                .initialize());

        assertThatThrownBy(() -> operators.use("once", operator -> true))
                .isInstanceOf(EngineException.class)
                .hasMessage("Beans of dev.avow.engine.cdi.CdiOperatorsTest$OnceMore and"
                        + " dev.avow.engine.cdi.CdiOperatorsTest$OnceOnly are all named 'once'. Give each operator a"
                        + " name of its own.");
        assertThat(happened()).isEmpty();
    }

    @Dependent
    @Named("once")
    static class OnceOnly extends TestOperator {

        private final Happened happened;

        @Inject
        OnceOnly(Happened happened) {
            super("once");
            this.happened = happened;
            happened.add("made");
        }

        @PreDestroy
        void destroyed() {
            happened.add("destroyed");
        }
    }

    @Alternative
    @Priority(1)
    @Dependent
    @Named("once")
    static class OnceOnlyInTests extends TestOperator {

        @Inject
        OnceOnlyInTests(Happened happened) {
            super("once");
            happened.add("alternative made");
        }
    }

    @Dependent
    @Named("once")
    static class OnceMore extends TestOperator {

        OnceMore() {
            super("once");
        }
    }

    @ApplicationScoped
    @Named("shared")
    static class Shared extends TestOperator {

        @Inject
        private Happened happened;

        Shared() {
            super("shared");
        }

        @PostConstruct
        void made() {
            happened.add("made");
        }

        @PreDestroy
        void destroyed() {
            happened.add("destroyed");
        }
    }

    @Singleton
    @Named("single")
    static class Single extends TestOperator {

        @Inject
        Single(Happened happened) {
            super("single");
            happened.add("made");
        }
    }

    @Dependent
    @Named("broken")
    static class Broken extends TestOperator {

        Broken() {
            super("broken");
            throw new IllegalStateException("instantiated");
        }
    }

    @Dependent
    @Named("summarise")
    static class Misnamed extends TestOperator {

        @Inject
        private Happened happened;

        Misnamed() {
            super("summarize");
        }

        @PreDestroy
        void destroyed() {
            happened.add("destroyed");
        }
    }

    @Dependent
    static class Unnamed extends TestOperator {

        Unnamed() {
            super("unnamed");
        }
    }

    @Dependent
    static class Factory {

        @Produces
        @Named("produced")
        static Operator produced(Happened happened) {
            happened.add("made");
            return new TestOperator("produced") {};
        }

        static void dispose(@Disposes @Named("produced") Operator operator, Happened happened) {
            happened.add("disposed");
        }
    }

    /** Adds a bean by its qualifier alone, which containers do not check against the names of others. */
    static class Again implements Extension {

        void add(@Observes AfterBeanDiscovery discovery) {
            discovery
                    .<Operator>addBean()
                    .beanClass(OnceMore.class)
                    .types(Operator.class, Object.class)
                    .qualifiers(NamedLiteral.of("once"), Any.Literal.INSTANCE)
                    .scope(Dependent.class)
                    .createWith(context -> new OnceMore());
        }
    }
}
