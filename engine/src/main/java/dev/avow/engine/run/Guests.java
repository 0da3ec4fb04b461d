package dev.avow.engine.run;

import dev.avow.engine.operator.OperatorSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * The application's code that an engine calls.
 *
 * @param keys makes the keys of private values, 32 random bytes each
 */
record Guests(OperatorSource operators, List<RunListener> listeners, Supplier<byte[]> keys) {

    Guests {
        listeners = List.copyOf(listeners);
    }
}
