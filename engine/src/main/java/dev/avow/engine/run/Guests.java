package dev.avow.engine.run;

import dev.avow.engine.operator.OperatorSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * The application's code that an engine calls, and what is kept from being heard of it.
 *
 * @param keys makes the keys of private values, 32 random bytes each
 */
record Guests(
        OperatorSource operators,
        List<RunListener> listeners,
        Connections connections,
        SecretGuard guard,
        Supplier<byte[]> keys) {

    Guests {
        listeners = List.copyOf(listeners);
    }
}
