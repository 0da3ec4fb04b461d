package dev.avow.engine.dsl;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The checks of a whole job. */
final class JobChecks {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");
    private static final String NAME_RULE = "Use 1 to 100 of a-z, 0-9, '.', '_' and '-', with a letter or digit first";

    private final Job job;
    private final Faults faults;

    JobChecks(Job job, Faults faults) {
        this.job = job;
        this.faults = faults;
    }

    void check() {
        name("name", job.name());
        if (job.owner().isBlank()) {
            faults.add("has a blank owner. Name who answers for it");
        }
        job.schedules().keySet().forEach(schedule -> name("schedule name", schedule));
        if (job.ahead().isNegative()) {
            faults.add("is declared ahead by " + job.ahead() + ". Give zero or more");
        }
        if (job.tasks().isEmpty()) {
            faults.add("has no task. Add at least one with task(id, operator)");
        }
        job.tasks().values().forEach(this::task);
        cycle();
    }

    private void task(Task task) {
        name("task name", task.name());
        name("operator name", task.call().operator());
        task.inputs().keySet().forEach(input -> name("input name", input));
        task.call().tools().forEach(tool -> name("tool name", tool.name()));
        for (String upstream : task.after()) {
            if (!job.tasks().containsKey(upstream)) {
                faults.add("has task '" + task.name() + "' after '" + upstream
                        + "', which is not a task of it. Add that task, or take it out of after(...)");
            }
        }
        if (task.rule().isPresent() && task.isRoot()) {
            faults.add("has a trigger rule in task '" + task.name()
                    + "', which is after no other. Add after(...), or take out when(...)");
        }
    }

    private void name(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            faults.add("has the " + what + " '" + name + "', which is not valid. " + NAME_RULE);
        }
    }

    private void cycle() {
        Set<String> done = new TreeSet<>();
        for (String task : job.tasks().keySet()) {
            walk(task, new LinkedHashSet<>(), done);
        }
    }

    private void walk(String task, Set<String> path, Set<String> done) {
        if (done.contains(task) || !job.tasks().containsKey(task)) {
            return;
        }
        if (!path.add(task)) {
            faults.add("has a cycle of tasks: " + String.join(" after ", path) + " after " + task
                    + ". Take out one of them");
            done.addAll(path);
            return;
        }
        for (String upstream : job.task(task).after()) {
            walk(upstream, path, done);
        }
        path.remove(task);
        done.add(task);
    }
}
