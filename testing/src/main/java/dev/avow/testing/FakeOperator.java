package dev.avow.testing;

import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.operator.Component;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An operator whose work a test gives, and which remembers what it executed: it stands in for a real one of the same name.
 * It takes all parameters as they are. Threads may share it.
 */
public final class FakeOperator implements Operator {

    private final OperatorRef ref;
    private final Set<Component> needs;
    private final List<DeclaredRun> executed = new CopyOnWriteArrayList<>();
    private final Deque<Work> script = new ArrayDeque<>();
    private volatile Work work = run -> OperatorResult.success();

    private FakeOperator(String name, String version, Set<Component> needs) {
        this.ref = new OperatorRef(name, version);
        this.needs = needs;
    }

    /** Returns an operator of version 1 that needs nothing, and succeeds without outputs. */
    public static FakeOperator named(String name) {
        return new FakeOperator(name, "1", Set.of());
    }

    /** Returns an operator of another version, which needs these parts. */
    public static FakeOperator of(String name, String version, Component... needs) {
        return new FakeOperator(name, version, Set.of(needs));
    }

    /** Lets it do this from now on, after what is scripted by {@link #then}. */
    public FakeOperator does(Work newWork) {
        work = newWork;
        return this;
    }

    /** Lets it succeed from now on with this text as its one output. */
    public FakeOperator gives(String output, String text) {
        return does(
                run -> OperatorResult.success().output(output, "text/plain", text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Lets it do this once, at the next call that nothing else is scripted for. */
    public synchronized FakeOperator then(Work once) {
        script.add(once);
        return this;
    }

    /** Lets one call fail, so that another attempt may help. */
    public FakeOperator thenFails(String message) {
        return then(run -> {
            throw OperatorException.retriable(message);
        });
    }

    /** Lets one call fail for good: no other attempt follows. */
    public FakeOperator thenFailsForGood(String message) {
        return then(run -> {
            throw OperatorException.permanent(message);
        });
    }

    /** Returns what it executed, in order; one for each attempt. */
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
        return next().execute(run);
    }

    private synchronized Work next() {
        Work scripted = script.poll();
        return scripted == null ? work : scripted;
    }

    /** What it does. */
    @FunctionalInterface
    public interface Work {

        /** As {@link Operator#execute}. */
        OperatorResult execute(DeclaredRun run) throws Exception;
    }
}
