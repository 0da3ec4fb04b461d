package dev.avow.engine.cdi;

import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.operator.Component;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorResult;
import java.util.Set;

/** An operator that succeeds; a bean of a test is one of these with a scope and a name. */
abstract class TestOperator implements Operator {

    private final OperatorRef ref;

    TestOperator(String name) {
        this.ref = new OperatorRef(name, "1");
    }

    @Override
    public OperatorRef ref() {
        return ref;
    }

    @Override
    public Set<Component> needs() {
        return Set.of();
    }

    @Override
    public OperatorResult execute(DeclaredRun run) {
        return OperatorResult.success();
    }
}
