package dev.avow.engine.operator;

import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.identity.JsonObject;
import java.util.Optional;
import java.util.Set;

/**
 * The code that does a task.
 *
 * <p>The engine calls {@link #execute} only with a claim on a run whose declaration was committed before. One instance
 * may execute several runs at once, on different threads.
 */
public interface Operator {

    /** Returns the name and version that are declared; the version changes when the behaviour or a default changes. */
    OperatorRef ref();

    /** Returns which parts a declaration must have, so that this operator can work from it. */
    Set<Component> needs();

    /**
     * Returns the names of parameters that must hold no template, because data would become code in them; none by default. A
     * job that has one there is not registered. Whoever stands around an operator hands its answer on.
     */
    default Set<String> plainParameters() {
        return Set.of();
    }

    /**
     * Returns the providers whose models it can call, or empty if it does not depend on them, as by default. A job that
     * declares the model of another one is not registered. Whoever stands around an operator hands its answer on.
     */
    default Optional<Set<String>> providers() {
        return Optional.empty();
    }

    /**
     * Returns all parameters that a task's own ones lead to, with every default written out.
     *
     * @param defined the parameters of the task, as defined
     * @throws OperatorException if one is unknown, missing or bad; its message names it
     */
    default JsonObject parameters(JsonObject defined) {
        return defined;
    }

    /**
     * Returns what of a declaration does not hold here, such as other model weights than the declared ones, or empty if
     * all of it holds. The gate asks before each attempt, and what is returned or thrown is a denial.
     */
    default Optional<String> objection(Declaration declaration) {
        return Optional.empty();
    }

    /**
     * Does the task.
     *
     * @return how it ended; outputs are kept whether it succeeded or failed
     * @throws OperatorException if it failed; it says whether another attempt may help
     * @throws Exception if it failed; another attempt may help
     */
    OperatorResult execute(DeclaredRun run) throws Exception;
}
