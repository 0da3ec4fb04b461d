package dev.avow.engine.cdi;

import dev.avow.engine.EngineException;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorSource;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Instance.Handle;
import jakarta.enterprise.inject.literal.NamedLiteral;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.inject.Named;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds operators among the beans of type {@link Operator}: the {@link Named} qualifier of a bean is its operator's
 * name. Threads may share it.
 *
 * <p>A lookup instantiates the bean of that name only. A dependent bean is made for each use and destroyed after it; a
 * bean of another scope lives as long as its scope. An enabled alternative replaces the operator of its name. Each use has
 * a request scope: a new one, which ends with it, unless the calling thread has one already. Attempts' threads have none,
 * so that each attempt gets request-scoped beans of its own.
 *
 * @see <a href="https://jakarta.ee/specifications/cdi/4.0/jakarta-cdi-spec-4.0#dynamic_lookup">CDI 4.0, section 2.6.8:
 *     programmatic lookup</a>
 */
public final class CdiOperators implements OperatorSource {

    private final Instance<Operator> beans;
    private final RequestScopes requests;

    /**
     * Looks at the beans, and instantiates none.
     *
     * @param beans of any qualifier, as injected with {@link Any}; it must live as long as this source is used
     * @param controllers as injected; it must live as long, too
     * @throws EngineException if one has no {@link Named} qualifier
     */
    public CdiOperators(Instance<Operator> beans, Instance<RequestContextController> controllers) {
        this.beans = beans;
        this.requests = new RequestScopes(controllers);
        beans.handlesStream().map(Handle::getBean).forEach(CdiOperators::refuseUnnamed);
    }

    /**
     * {@inheritDoc}
     *
     * @throws EngineException if two beans have this name, or the operator names itself otherwise
     */
    @Override
    public <T> Optional<T> use(String name, Function<Operator, T> work) {
        Instance<Operator> named = beans.select(NamedLiteral.of(name));
        if (named.isUnsatisfied()) {
            return Optional.empty();
        }
        if (named.isAmbiguous()) {
            throw new EngineException("Beans of " + classes(named) + " are all named '" + name
                    + "'. Give each operator a name of its own.");
        }
        return requests.within(() -> Optional.ofNullable(use(name, named.getHandle(), work)));
    }

    private static <T> T use(String name, Handle<Operator> handle, Function<Operator, T> work) {
        try {
            Operator operator = handle.get();
            refuseOtherName(name, handle.getBean(), operator);
            return work.apply(operator);
        } finally {
            // why: destroying a handle of a normal scope would take the shared instance from everybody
            if (handle.getBean().getScope().equals(Dependent.class)) {
                handle.destroy();
            }
        }
    }

    private static void refuseUnnamed(Bean<Operator> bean) {
        if (bean.getQualifiers().stream().noneMatch(Named.class::isInstance)) {
            throw new EngineException("Operator bean of " + bean.getBeanClass().getName()
                    + " has no name. Put @Named with its operator's name on it.");
        }
    }

    private static void refuseOtherName(String name, Bean<Operator> bean, Operator operator) {
        String own = operator.ref().name();
        if (!own.equals(name)) {
            throw new EngineException("Operator bean of " + bean.getBeanClass().getName()
                    + " has two names. Make @Named and ref() say the same." + "\n  @Named: " + name + "\n  ref():  "
                    + own);
        }
    }

    private static String classes(Instance<Operator> ambiguous) {
        return ambiguous
                .handlesStream()
                .map(handle -> handle.getBean().getBeanClass().getName())
                .sorted()
                .collect(Collectors.joining(" and "));
    }
}
