package dev.avow.testing;

import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Operators that a test adds, replaces and takes away while the engine works with them. */
final class OperatorBench implements OperatorSource {

    private final Map<String, Operator> operators = new ConcurrentHashMap<>();

    void put(Operator operator) {
        operators.put(operator.ref().name(), operator);
    }

    void remove(String name) {
        operators.remove(name);
    }

    @Override
    public <T> Optional<T> use(String name, Function<Operator, T> work) {
        return Optional.ofNullable(operators.get(name)).map(work);
    }
}
