package dev.avow.engine.run;

import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.operator.Component;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorResult;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** An operator whose work a test gives, and which remembers what it executed. */
public final class FakeOperator implements Operator {

    private final OperatorRef ref;
    private final Set<Component> needs;
    private final List<DeclaredRun> executed = new CopyOnWriteArrayList<>();
    private volatile Work work = run -> OperatorResult.success();

    private FakeOperator(String name, String version, Set<Component> needs) {
        this.ref = new OperatorRef(name, version);
        this.needs = needs;
    }

    /** Returns an operator that succeeds without outputs. */
    public static FakeOperator named(String name) {
        return new FakeOperator(name, "1", Set.of());
    }

    /** Returns an operator of another version, which needs these parts. */
    public static FakeOperator of(String name, String version, Component... needs) {
        return new FakeOperator(name, version, Set.of(needs));
    }

    /** Lets it do this from now on. */
    public FakeOperator does(Work newWork) {
        work = newWork;
        return this;
    }

    /** Returns what it executed, in order. */
    public List<DeclaredRun> executed() {
        return List.copyOf(executed);
    }

    @Override
    public OperatorRef ref() {
        return ref;
    }

    @Override
    public Set<Component> needs() {
        return needs;
    }

    @Override
    public OperatorResult execute(DeclaredRun run) throws Exception {
        executed.add(run);
        return work.execute(run);
    }

    /** What it does. */
    @FunctionalInterface
    public interface Work {
        OperatorResult execute(DeclaredRun run) throws Exception;
    }
}
