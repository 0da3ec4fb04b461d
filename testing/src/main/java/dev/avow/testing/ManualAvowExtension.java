package dev.avow.testing;

import java.util.function.Consumer;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test that has a {@link ManualAvow} parameter a new one in memory, and closes it after the test. Either by
 * {@code @ExtendWith(ManualAvowExtension.class)}, where the test adds its {@linkplain ManualAvow#operators operators}; or
 * by {@code @RegisterExtension} on a field, set up once.
 */
public final class ManualAvowExtension implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(ManualAvowExtension.class);

    private final Consumer<ManualAvowBuilder> setUp;

    /** For {@code @ExtendWith}: nothing is set up but the clock. */
    public ManualAvowExtension() {
        this(builder -> {});
    }

    private ManualAvowExtension(Consumer<ManualAvowBuilder> setUp) {
        this.setUp = setUp;
    }

    /** For {@code @RegisterExtension}: each test gets an engine that is set up so. */
    public static ManualAvowExtension with(Consumer<ManualAvowBuilder> setUp) {
        return new ManualAvowExtension(setUp);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType().equals(ManualAvow.class);
    }

    /** A method before each test and the test itself get the same one. */
    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(NAMESPACE).computeIfAbsent(ManualAvow.class, unused -> start());
    }

    private ManualAvow start() {
        ManualAvowBuilder builder = ManualAvow.inMemory();
        setUp.accept(builder);
        return builder.start();
    }
}
