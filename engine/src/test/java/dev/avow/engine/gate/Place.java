package dev.avow.engine.gate;

import dev.avow.db.Declarations.DeclarationRow;
import dev.avow.db.Declarations.SpecRow;
import dev.avow.db.Runs.RunRow;
import dev.avow.engine.declaration.Context.DeclaredInput;
import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.operator.Component;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Where evidence is asked. */
enum Place {
    DECLARATION,
    RUN,
    DEFERRED,
    SPEC,
    OPERATORS,
    REF,
    NEEDS,
    OBJECTION,
    CONNECTION,
    INPUT,
    OUTPUT,
    ERASED_OUTPUTS;

    @SuppressWarnings("unchecked")
    void answer(GateCase it, Supplier<?> answer) {
        switch (this) {
            case DECLARATION -> it.evidence.declaration = (Supplier<Optional<DeclarationRow>>) answer;
            case RUN -> it.evidence.run = (Supplier<Optional<RunRow>>) answer;
            case DEFERRED -> {
                it.evidence.run = () -> Optional.of(it.evidence.run("RUNNING", Optional.of("DEFERRED"), 1));
                it.evidence.deferred = (Supplier<DeferredState>) answer;
            }
            case SPEC -> it.evidence.spec = (Supplier<Optional<SpecRow>>) answer;
            case OPERATORS -> it.evidence.operators = (Supplier<OperatorSource>) answer;
            case REF -> {
                it.evidence.operators = () -> new Source(it.operator);
                it.operator.ref = (Supplier<OperatorRef>) answer;
            }
            case NEEDS -> it.operator.needs = (Supplier<Set<Component>>) answer;
            case OBJECTION -> it.operator.objection = (Supplier<Optional<String>>) answer;
            case CONNECTION -> it.evidence.connection = (Supplier<Optional<String>>) answer;
            case INPUT -> it.evidence.input = (Supplier<Optional<DeclaredInput>>) answer;
            case OUTPUT -> it.evidence.output = (Supplier<Optional<DeclaredInput>>) answer;
            case ERASED_OUTPUTS -> it.evidence.erasedOutputs = (Supplier<Set<String>>) answer;
        }
    }

    /** A source that never looks at the operator itself. */
    record Source(Operator operator) implements OperatorSource {

        @Override
        public <T> Optional<T> use(String name, Function<Operator, T> work) {
            return Optional.of(work.apply(operator));
        }
    }
}
