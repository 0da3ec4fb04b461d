package dev.avow.telemetry;

import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.operator.Component;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorResult;
import java.util.Set;

/** An operator whose work a test gives. */
public final class ScriptedOperator implements Operator {

    private final OperatorRef ref;
    private volatile Work work = run -> OperatorResult.success();

    public ScriptedOperator(String name) {
        this.ref = new OperatorRef(name, "1");
    }

    /** Lets it do this from now on. */
    public ScriptedOperator does(Work newWork) {
        work = newWork;
        return this;
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
    public OperatorResult execute(DeclaredRun run) throws Exception {
        return work.execute(run);
    }

    /** What it does. */
    @FunctionalInterface
    public interface Work {
        OperatorResult execute(DeclaredRun run) throws Exception;
    }
}
