package dev.avow.engine.run;

import dev.avow.engine.history.History;
import dev.avow.engine.operator.OperatorSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The application's code that an engine calls, and what is kept from being heard of it.
 *
 * @param around through what the operators are called, once their words are guarded
 * @param listeners are made when the store is open
 * @param keys makes the keys of private values, 32 random bytes each
 */
record Guests(
        OperatorSource operators,
        UnaryOperator<OperatorSource> around,
        List<Function<History, RunListener>> listeners,
        Connections connections,
        SecretGuard guard,
        Supplier<byte[]> keys) {

    Guests {
        listeners = List.copyOf(listeners);
    }

    /** Returns the operators as the engine calls them. */
    OperatorSource guarded() {
        return around.apply(new GuardedOperators(operators, guard));
    }

    /** Returns the listeners, each made with this history. */
    List<RunListener> listeners(History history) {
        return listeners.stream().map(made -> made.apply(history)).toList();
    }
}
