package dev.avow.engine.dsl;

import dev.avow.engine.declaration.Constraints;
import dev.avow.engine.declaration.Constraints.Budget;
import dev.avow.engine.declaration.TriggerRule;
import dev.avow.engine.identity.Digest;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Defines a task within its job's definition, and leads on to the next task or to {@link #build}. */
public final class TaskBuilder {

    private final JobBuilder job;
    private final Faults faults;
    private final String name;
    private final OperatorCall call;
    private final TreeMap<String, InputSource> inputs = new TreeMap<>();
    private final TreeSet<String> keep = new TreeSet<>();
    private final TreeSet<String> after = new TreeSet<>();
    private Optional<TriggerRule> rule = Optional.empty();
    private Optional<Duration> timeout = Optional.empty();
    private Optional<Digest> outputSchema = Optional.empty();
    private Optional<Budget> budget = Optional.empty();
    private RetryPolicy retry = RetryPolicy.none();

    TaskBuilder(JobBuilder job, Faults faults, String name, OperatorCall call) {
        this.job = job;
        this.faults = faults;
        this.name = name;
        this.call = call;
    }

    /** Adds an input, which is declared by digest. */
    public TaskBuilder input(String input, InputSource source) {
        if (inputs.putIfAbsent(input, source) != null) {
            faults.add(
                    "has two inputs named '" + input + "' in task '" + name + "'. Give each input a name of its own");
        }
        return this;
    }

    /** As {@link #input}, and keeps the content, so that execution does not depend on the file. */
    public TaskBuilder keptInput(String input, InputSource source) {
        keep.add(input);
        return input(input, source);
    }

    /** Puts the task after others of the job: it is declared when they have ended, and can read their outputs. */
    public TaskBuilder after(String... upstream) {
        for (String task : upstream) {
            if (!after.add(task)) {
                faults.add("has task '" + name + "' twice after task '" + task + "'. Name it once");
            }
        }
        return this;
    }

    /** Says how the tasks before must have ended; they must all have succeeded unless this says otherwise. */
    public TaskBuilder when(TriggerRule triggerRule) {
        rule = Optional.of(triggerRule);
        return this;
    }

    /** Limits each attempt; declared. */
    public TaskBuilder timeout(Duration limit) {
        timeout = Optional.of(limit);
        return this;
    }

    /** Declares the schema that the outputs must have. */
    public TaskBuilder outputSchema(Digest schema) {
        outputSchema = Optional.of(schema);
        return this;
    }

    /** Declares what each attempt may spend. */
    public TaskBuilder budget(Budget limit) {
        budget = Optional.of(limit);
        return this;
    }

    /** Says how often a run that failed is tried again; not declared. */
    public TaskBuilder retry(RetryPolicy policy) {
        retry = policy;
        return this;
    }

    /** Adds the job's next task. */
    public TaskBuilder task(String taskName, OperatorCall taskCall) {
        return job.task(taskName, taskCall);
    }

    /** Returns the job, as {@link JobBuilder#build}. */
    public Job build() {
        return job.build();
    }

    Task buildTask() {
        Optional<Duration> checked = timeout.filter(limit -> {
            boolean good = !limit.isNegative() && !limit.isZero();
            if (!good) {
                faults.add("has the timeout " + limit + " in task '" + name + "'. Give a time above zero");
            }
            return good;
        });
        return new Task(name, call, inputs, keep, after, rule, new Constraints(checked, outputSchema, budget), retry);
    }
}
