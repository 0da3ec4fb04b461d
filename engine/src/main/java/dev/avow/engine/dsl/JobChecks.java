package dev.avow.engine.dsl;

import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Condition;
import dev.avow.engine.dsl.Elements.ByOutput;
import dev.avow.engine.identity.Printable;
import dev.avow.engine.operator.TypedOutput;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The checks of a whole job. */
final class JobChecks {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");
    private static final String NAME_RULE = "Use 1 to 100 of a-z, 0-9, '.', '_' and '-', with a letter or digit first";
    private static final Pattern PARAM = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");
    private static final int MAX_OWNER = 200;

    private final Job job;
    private final Faults faults;

    JobChecks(Job job, Faults faults) {
        this.job = job;
        this.faults = faults;
    }

    void check() {
        name("name", job.name());
        owner();
        job.schedules().keySet().forEach(schedule -> name("schedule name", schedule));
        if (job.ahead().isNegative() || job.ahead().compareTo(Limits.LONGEST) > 0) {
            faults.add("is declared ahead by " + job.ahead() + ". Give a time from zero to 365 days");
        } else if (!job.ahead().isZero() && job.schedules().isEmpty()) {
            faults.add("is declared ahead by " + job.ahead()
                    + ", and has no schedule. Give it one, or leave declareAhead out");
        }
        if (job.maxActiveRuns().orElse(1) < 1) {
            faults.add("has the limit of active runs " + job.maxActiveRuns().orElse(1) + ". Give at least 1");
        }
        job.params().forEach(this::param);
        if (job.tasks().isEmpty()) {
            faults.add("has no task. Add at least one with task(id, operator)");
        }
        job.tasks().values().forEach(this::task);
        Cycles.of(job.tasks()).forEach(this::cycle);
    }

    private void owner() {
        String owner = job.owner();
        if (owner.isBlank()) {
            faults.add("has a blank owner. Name who answers for it");
        } else if (owner.length() > MAX_OWNER
                || owner.chars().anyMatch(Character::isISOControl)
                || !Printable.isWellFormed(owner)) {
            faults.add("has the owner " + Printable.quoted(owner)
                    + ", which is not valid. Use 1 to 200 characters, none of them a control character");
        }
    }

    private void param(String name, Param param) {
        String quoted = Printable.quoted(name);
        if (!PARAM.matcher(name).matches()) {
            faults.add("has the param name " + quoted
                    + ", which is not valid. Use 1 to 100 of a-z, A-Z, 0-9 and '_', with no digit first");
        }
        param.standard()
                .flatMap(param::fault)
                .ifPresent(fault -> faults.add(
                        "has a default of param " + quoted + " that is " + fault + ". Give a default that is good"));
        if (param.standard().isEmpty() && !job.schedules().isEmpty()) {
            faults.add("has a schedule, and param " + quoted
                    + " without a default. Give it one, since nobody gives a scheduled run its params");
        }
    }

    private void templates(Task task) {
        try {
            task.call().messages().forEach(message -> message.text().check());
            Template.check(task.call().parameters());
            new ConfidentialChecks(job, task, faults).check();
        } catch (EngineException e) {
            faults.add("has a template in task " + Printable.quoted(task.name()) + " that is not valid: "
                    + String.valueOf(e.getMessage()).replaceFirst("[.]$", ""));
        }
    }

    private void task(Task task) {
        templates(task);
        name("task name", task.name());
        name("operator name", task.call().operator());
        task.inputs().keySet().forEach(input -> name("input name", input));
        task.pool().ifPresent(pool -> name("pool name", pool));
        String quoted = Printable.quoted(task.name());
        for (String upstream : task.after()) {
            if (!job.tasks().containsKey(upstream)) {
                faults.add("has task " + quoted + " after " + Printable.quoted(upstream)
                        + ", which is not a task of it. Add that task, or take it out of after(...)");
            }
        }
        graph(task, quoted);
        if (task.rule().isPresent() && task.isRoot()) {
            faults.add("has a trigger rule in task " + quoted
                    + ", which is after no other. Add after(...), or take out when(...)");
        }
    }

    private void graph(Task task, String quoted) {
        for (Condition condition : task.conditions()) {
            oneRun(task, condition.task(), "has a condition in task " + quoted + " on");
        }
        task.takes().forEach((upstream, outputs) -> outputs.forEach(output -> taken(quoted, upstream, output)));
        if (task.mapped().orElse(null) instanceof ByOutput elements) {
            oneRun(task, elements.task(), "maps task " + quoted + " over an output of");
        }
    }

    private void taken(String quoted, String upstream, TypedOutput<?> taken) {
        Optional<Task> giver = job.findTask(upstream);
        if (giver.isEmpty()) {
            return; // why: that is a fault of its own
        }
        TypedOutput<?> given = giver.get().gives().get(taken.name());
        String what = "takes the output " + Printable.quoted(taken.name()) + " as "
                + taken.type().getName() + " in task " + quoted + " from task " + Printable.quoted(upstream);
        if (given == null) {
            faults.add(what + ", which does not give it. Add gives(...) there");
        } else if (!given.type().equals(taken.type())) {
            faults.add(what + ", which gives it as " + given.type().getName() + ". Use one record");
        }
    }

    /** Checks a task before this one of which one output is read. */
    private void oneRun(Task task, String upstream, String what) {
        if (!task.after().contains(upstream)) {
            faults.add(what + " task " + Printable.quoted(upstream) + ", which it does not come after. Add after("
                    + Printable.quoted(upstream) + ")");
        } else if (job.findTask(upstream).flatMap(Task::mapped).isPresent()) {
            faults.add(what + " the mapped task " + Printable.quoted(upstream)
                    + ", which has many runs. Gather their outputs in a task between");
        }
    }

    private void name(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            faults.add("has the " + what + " " + Printable.quoted(name) + ", which is not valid. " + NAME_RULE);
        }
    }

    private void cycle(List<String> tasks) {
        String circle = Stream.concat(tasks.stream(), tasks.stream().limit(1))
                .map(Printable::quoted)
                .collect(Collectors.joining(" after "));
        faults.add("has a cycle of tasks: " + circle + ". Take out one after(...) of them");
    }
}
