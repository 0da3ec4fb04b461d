package dev.avow.engine.gate;

import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.operator.Component;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorResult;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** An operator of which each answer to the gate can be another one; it never executes. */
final class FakeOperator implements Operator {

    Supplier<OperatorRef> ref;
    Supplier<Set<Component>> needs = Set::of;
    Supplier<Optional<String>> objection = Optional::empty;

    FakeOperator(OperatorRef ref) {
        this.ref = () -> ref;
    }

    @Override
    public OperatorRef ref() {
        return ref.get();
    }

    @Override
    public Set<Component> needs() {
        return needs.get();
    }

    @Override
    public Optional<String> objection(Declaration declaration) {
        return objection.get();
    }

    @Override
    public OperatorResult execute(DeclaredRun run) {
        throw new AssertionError("the gate executed an operator");
    }
}
