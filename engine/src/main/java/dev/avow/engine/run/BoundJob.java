package dev.avow.engine.run;

import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Model;
import dev.avow.engine.dsl.BoundTask;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.dsl.OperatorCall;
import dev.avow.engine.dsl.Task;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.Component;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A job whose tasks have their operators: checked as a whole, so that nothing of it is registered by halves. */
record BoundJob(Job job, Map<String, BoundTask> tasks) {

    /** The graph stands beside each declaration and in its event, which may have 1 MiB. */
    private static final int MOST_EDGES = 2000;

    /**
     * @throws EngineException if an operator is not there, refuses its parameters, is given a template where it
     *     takes none, does not know the provider of its model, or lacks a part that it needs
     */
    static BoundJob bind(Job job, OperatorSource operators) {
        Map<String, BoundTask> bound = new TreeMap<>();
        for (Task task : job.tasks().values()) {
            OperatorCall call = task.call();
            BoundTask boundTask = operators
                    .use(call.operator(), operator -> bind(job, task, operator))
                    .orElseThrow(() -> new EngineException("Job '" + job.name() + "' calls operator '"
                            + call.operator() + "' in task '" + task.name()
                            + "', which is not there. Register an operator of that name."));
            boundTask.specDigest(); // why: a definition that has no valid spec is refused here, not at its first slot
            bound.put(task.name(), boundTask);
        }
        refuseHugeGraph(job);
        return new BoundJob(job, bound);
    }

    private static void refuseHugeGraph(Job job) {
        long edges = job.tasks().values().stream()
                .mapToLong(task -> task.after().size())
                .sum();
        if (edges > MOST_EDGES) {
            throw new EngineException(
                    "Job '" + job.name() + "' has " + edges + " dependencies between its tasks. Give at" + " most "
                            + MOST_EDGES + ", for example by a task that gathers the ones before it.");
        }
    }

    private static BoundTask bind(Job job, Task task, Operator operator) {
        BoundTask asDefined =
                new BoundTask(job, task, operator.ref(), task.call().parameters());
        refuseTemplates(asDefined, operator);
        refuseOtherProviders(asDefined, operator);
        JsonObject parameters = asDefined.hasTemplatedParameters()
                ? task.call().parameters()
                : operator.parameters(task.call().parameters());
        List<Component> missing = new ArrayList<>();
        for (Component component : Component.values()) {
            if (operator.needs().contains(component) && !has(task, parameters, component)) {
                missing.add(component);
            }
        }
        if (!missing.isEmpty()) {
            throw new EngineException("Job '" + job.name() + "' lacks " + missing + " in task '" + task.name()
                    + "', which operator '" + task.call().operator() + "' needs. Add it to the task.");
        }
        return new BoundTask(job, task, operator.ref(), parameters);
    }

    private static void refuseTemplates(BoundTask task, Operator operator) {
        for (String parameter : new TreeSet<>(operator.plainParameters())) {
            if (task.hasTemplateIn(parameter)) {
                throw new EngineException(
                        "Job '" + task.job().name() + "' has a template in parameter '" + parameter
                                + "' of task '" + task.task().name() + "': '{{'. Operator '"
                                + task.operator().name()
                                + "' takes none there, as data would become code. Give the data by a parameter that it is bound from.");
            }
        }
    }

    private static void refuseOtherProviders(BoundTask task, Operator operator) {
        Optional<Model> model = task.task().call().model();
        Optional<Set<String>> known = model.isPresent() ? operator.providers() : Optional.empty();
        if (known.isPresent() && !known.get().contains(model.get().provider())) {
            throw new EngineException("Job '" + task.job().name() + "' declares model '"
                    + model.get().name() + "' of provider '" + model.get().provider() + "' in task '"
                    + task.task().name() + "', which operator '"
                    + task.operator().name()
                    + "' does not know. Declare a model of " + new TreeSet<>(known.get())
                    + ", or give the operator that provider.");
        }
    }

    private static boolean has(Task task, JsonObject parameters, Component component) {
        return switch (component) {
            case MODEL -> task.call().model().isPresent();
            case PROMPT -> !task.call().messages().isEmpty();
            case PARAMETERS -> !parameters.isEmpty();
            case CONTEXT -> !task.inputs().isEmpty() || !task.isRoot();
            case CONSTRAINTS -> task.constraints().timeout().isPresent();
        };
    }

    String name() {
        return job.name();
    }

    Optional<BoundTask> find(String task) {
        return Optional.ofNullable(tasks.get(task));
    }

    /** Tells whether a task that comes after no other is mapped, so that its runs are declared by a request. */
    boolean hasMappedRoots() {
        return job.roots().stream().anyMatch(task -> task.mapped().isPresent());
    }

    /** Returns the tasks that are declared with the occasion. */
    List<BoundTask> roots() {
        return job.roots().stream().map(task -> tasks.get(task.name())).toList();
    }
}
