package dev.avow.engine.operator;

import dev.avow.engine.EngineException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Where operators are found by name; threads may share it. */
public interface OperatorSource {

    /**
     * Gets an operator, works with it, and gives it back.
     *
     * @return the work's result, or empty if there is no operator of this name
     */
    <T> Optional<T> use(String name, Function<Operator, T> work);

    /**
     * Returns a source of these operators.
     *
     * @throws EngineException if two have one name
     */
    static OperatorSource of(List<Operator> operators) {
        Map<String, Operator> byName = new TreeMap<>();
        for (Operator operator : operators) {
            String name = operator.ref().name();
            if (byName.putIfAbsent(name, operator) != null) {
                throw new EngineException(
                        "Two operators are named '" + name + "'. Give each operator a name of its own.");
            }
        }
        return new OperatorSource() {
            @Override
            public <T> Optional<T> use(String name, Function<Operator, T> work) {
                return Optional.ofNullable(byName.get(name)).map(work);
            }
        };
    }
}
