package dev.avow.engine.dsl;

import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Condition;
import dev.avow.engine.declaration.Constraints;
import dev.avow.engine.declaration.Constraints.Budget;
import dev.avow.engine.declaration.TriggerRule;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Printable;
import dev.avow.engine.operator.TypedOutput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
    private final TreeMap<String, TypedOutput<?>> gives = new TreeMap<>();
    private final TreeMap<String, List<TypedOutput<?>>> takes = new TreeMap<>();
    private final TreeSet<String> mappedInputs = new TreeSet<>();
    private final TreeSet<String> after = new TreeSet<>();
    private final List<Condition> conditions = new ArrayList<>();
    private final Setting<Elements> mapped;
    private final Setting<TriggerRule> rule;
    private final Setting<Duration> timeout;
    private final Setting<Digest> outputSchema;
    private final Setting<Budget> budget;
    private final Setting<RetryPolicy> retry;
    private final Setting<String> pool;
    private final Setting<Approval> approval;
    private final Setting<Duration> runTimeout;
    private final Setting<Duration> deadline;
    private boolean privateOutputs;

    TaskBuilder(JobBuilder job, Faults faults, String name, OperatorCall call) {
        this.job = job;
        this.faults = faults;
        this.name = name;
        this.call = call;
        String subject = job.subject() + ", task " + Printable.quoted(name) + ",";
        this.mapped = new Setting<>(subject, "list to be mapped over");
        this.rule = new Setting<>(subject, "trigger rule");
        this.timeout = new Setting<>(subject, "timeout");
        this.outputSchema = new Setting<>(subject, "output schema");
        this.budget = new Setting<>(subject, "budget");
        this.retry = new Setting<>(subject, "retry policy");
        this.pool = new Setting<>(subject, "pool");
        this.approval = new Setting<>(subject, "approval");
        this.runTimeout = new Setting<>(subject, "run timeout");
        this.deadline = new Setting<>(subject, "deadline");
    }

    /** Adds an input, which is declared by digest. */
    public TaskBuilder input(String input, InputSource source) {
        if (inputs.putIfAbsent(input, source) != null) {
            faults.add("has two inputs named " + Printable.quoted(input) + " in task " + Printable.quoted(name)
                    + ". Give each input a name of its own");
        }
        return this;
    }

    /** As {@link #input}, and keeps the content, so that execution does not depend on the file. */
    public TaskBuilder keptInput(String input, InputSource source) {
        keep.add(input);
        return input(input, source);
    }

    /** Adds an input of a mapped task, another file for each element. */
    public TaskBuilder mappedInput(String input, MappedSource source) {
        mappedInputs.add(input);
        return input(input, InputSource.mapped(source));
    }

    /** Declares that a success gives this value, for tasks that take it; an attempt that does not give it fails. */
    public TaskBuilder gives(TypedOutput<?> output) {
        if (gives.putIfAbsent(output.name(), output) != null) {
            faults.add("gives the output " + Printable.quoted(output.name()) + " twice in task "
                    + Printable.quoted(name) + ". Give it once");
        }
        return this;
    }

    /**
     * Puts the task after another one of the job, and lets it take a value from it; {@link #build} checks that it gives that
     * output, with this record.
     */
    public TaskBuilder takes(String upstream, TypedOutput<?> output) {
        after.add(upstream);
        takes.computeIfAbsent(upstream, task -> new ArrayList<>()).add(output);
        return this;
    }

    /**
     * Gives the task a run for each element of a list, each with its own declaration; tasks after it come after all of
     * them, and can read the outputs of each.
     *
     * @throws EngineException if the task is mapped already
     */
    public TaskBuilder mapped(Elements elements) {
        mapped.set(elements);
        return this;
    }

    /** Puts the task after others of the job: it is declared when they have ended, and can read their outputs. */
    public TaskBuilder after(String... upstream) {
        for (String task : upstream) {
            if (!after.add(task)) {
                faults.add("has task " + Printable.quoted(name) + " twice after task " + Printable.quoted(task)
                        + ". Name it once");
            }
        }
        return this;
    }

    /**
     * Says how the tasks before must have ended; they must all have succeeded unless this says otherwise.
     *
     * @throws EngineException if the task has a trigger rule
     */
    public TaskBuilder when(TriggerRule triggerRule) {
        rule.set(triggerRule);
        return this;
    }

    /** Declares the task only if a condition on the output of a task before it holds; of several ones, all must. */
    public TaskBuilder onlyIf(Condition condition) {
        conditions.add(condition);
        return this;
    }

    /**
     * Limits each attempt, to at most 365 days; declared.
     *
     * @throws EngineException if the task has a timeout
     */
    public TaskBuilder timeout(Duration limit) {
        timeout.set(limit);
        return this;
    }

    /**
     * Limits each run over all its attempts, from the start of the first one, to at most 365 days; not declared. No attempt
     * starts after that, and a run that has not ended by then ends as timed out. A rerun has the whole time again.
     *
     * @throws EngineException if the task has a run timeout
     */
    public TaskBuilder runTimeout(Duration limit) {
        runTimeout.set(limit);
        return this;
    }

    /**
     * Has it told, once, that a run has not ended this long after its occasion, that is its slot or when it was asked for,
     * at most 365 days; not declared. The run goes on.
     *
     * @throws EngineException if the task has a deadline
     */
    public TaskBuilder deadline(Duration afterOccasion) {
        deadline.set(afterOccasion);
        return this;
    }

    /**
     * Declares the schema that the outputs must have; whether it is checked is up to the operator.
     *
     * @throws EngineException if the task has an output schema
     */
    public TaskBuilder outputSchema(Digest schema) {
        outputSchema.set(schema);
        return this;
    }

    /**
     * Declares what each attempt may spend; nothing enforces it yet.
     *
     * @throws EngineException if the task has a budget
     */
    public TaskBuilder budget(Budget limit) {
        budget.set(limit);
        return this;
    }

    /**
     * Says how often a run that failed is tried again; not declared.
     *
     * @throws EngineException if the task has a retry policy
     */
    public TaskBuilder retry(RetryPolicy policy) {
        retry.set(policy);
        return this;
    }

    /**
     * Lets each attempt wait for a slot of a named pool, which the store has for all jobs; not declared. A pool has no slots
     * until {@code Avow.pool(name, slots)} gives it some.
     *
     * @throws EngineException if the task has a pool
     */
    public TaskBuilder pool(String poolName) {
        pool.set(poolName);
        return this;
    }

    /**
     * Lets each run of the task stand declared, with its identity, until somebody of this role approves it; not declared.
     *
     * @throws EngineException if the task has an approval
     */
    public TaskBuilder requireApproval(String role) {
        return requireApproval(Approval.by(role));
    }

    /** As {@link #requireApproval(String)}, with a time after which a run expires. */
    public TaskBuilder requireApproval(Approval by) {
        approval.set(by);
        return this;
    }

    /**
     * Marks what the runs of the task make as private: it is deleted when a run is erased; not declared. Texts that are
     * declared in clear cannot name its content.
     */
    public TaskBuilder privateOutputs() {
        privateOutputs = true;
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

    /**
     * Returns the task without what cannot be made, which is added to the faults.
     *
     * @param ofJob the approval of the job's runs
     */
    Task buildTask(Faults all, Optional<Approval> ofJob) {
        Optional<Duration> checked = checked(all, "timeout", timeout);
        TimeLimits limits = new TimeLimits(checked(all, "run timeout", runTimeout), checked(all, "deadline", deadline));
        if (mapped.value().isEmpty()) {
            mappedInputs.forEach(input -> all.add("has the mapped input " + Printable.quoted(input) + " in task "
                    + Printable.quoted(name) + ", which is not mapped. Add mapped(...), or use input(...)"));
        }
        return new Task(
                name,
                call,
                inputs,
                keep,
                after,
                rule.value(),
                conditions,
                mapped.value(),
                gives,
                takes,
                new Constraints(checked, new TreeSet<>(gives.keySet()), outputSchema.value(), budget.value()),
                retry.value().orElse(RetryPolicy.none()),
                pool.value(),
                approval.value().or(() -> ofJob.filter(by -> after.isEmpty())),
                limits,
                privateOutputs);
    }

    private Optional<Duration> checked(Faults all, String what, Setting<Duration> setting) {
        return setting.value().filter(limit -> {
            boolean good = !limit.isNegative() && !limit.isZero() && limit.compareTo(Limits.LONGEST) <= 0;
            if (!good) {
                all.add("has the " + what + " " + limit + " in task " + Printable.quoted(name)
                        + ". Give a time above zero, up to 365 days");
            }
            return good;
        });
    }
}
