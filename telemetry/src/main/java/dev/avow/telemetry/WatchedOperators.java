package dev.avow.telemetry;

import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.Component;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Operators of another source, each of whose executions somebody stands around; threads may share it. */
public final class WatchedOperators implements OperatorSource {

    private final OperatorSource source;
    private final Watch watch;

    public WatchedOperators(OperatorSource source, Watch watch) {
        this.source = source;
        this.watch = watch;
    }

    @Override
    public <T> Optional<T> use(String name, Function<Operator, T> work) {
        return source.use(name, operator -> work.apply(new Watched(operator, watch)));
    }

    /** Stands around an execution, in the thread of the attempt. */
    @FunctionalInterface
    public interface Watch {

        /**
         * Has the operator execute the run, once.
         *
         * @return what the operator returned
         * @throws Exception what the operator threw
         */
        OperatorResult execute(Operator operator, DeclaredRun run) throws Exception;
    }

    private record Watched(Operator operator, Watch watch) implements Operator {

        @Override
        public OperatorRef ref() {
            return operator.ref();
        }

        @Override
        public Set<Component> needs() {
            return operator.needs();
        }

        @Override
        public Set<String> plainParameters() {
            return operator.plainParameters();
        }

        @Override
        public Optional<Set<String>> providers() {
            return operator.providers();
        }

        @Override
        public JsonObject parameters(JsonObject defined) {
            return operator.parameters(defined);
        }

        @Override
        public Optional<String> objection(Declaration declaration) {
            return operator.objection(declaration);
        }

        @Override
        public OperatorResult execute(DeclaredRun run) throws Exception {
            return watch.execute(operator, run);
        }
    }
}
