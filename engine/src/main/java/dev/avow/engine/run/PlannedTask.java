package dev.avow.engine.run;

import dev.avow.engine.dsl.Task;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a command would do with a task. */
record PlannedTask(String task, String identity, String effect) {

    static PlannedTask of(Preview preview) {
        return new PlannedTask(preview.declaration().task(), preview.identity().toString(), "");
    }

    PlannedTask effect(String text) {
        return new PlannedTask(task, identity, text);
    }

    /** Returns these tasks, and those that come after them, whose identities nobody can know yet. */
    static CommandAnswer answer(List<String> title, List<PlannedTask> planned, BoundJob job) {
        List<String> lines = new ArrayList<>(title);
        List<JsonValue> tasks = new ArrayList<>();
        for (PlannedTask one : planned) {
            lines.add("  " + one.task() + "  " + one.identity() + "  " + one.effect());
            tasks.add(JsonObject.builder()
                    .put("task", one.task())
                    .put("identity", one.identity())
                    .put("effect", one.effect())
                    .build());
        }
        List<String> later = after(planned, job);
        if (!later.isEmpty()) {
            lines.add("  then, as their trigger rules say, with identities that are not known yet: "
                    + String.join(", ", later));
        }
        return new CommandAnswer(
                lines,
                JsonObject.builder()
                        .put("tasks", new JsonArray(tasks))
                        .put("then", JsonArray.ofStrings(later))
                        .build());
    }

    private static List<String> after(List<PlannedTask> planned, BoundJob job) {
        Set<String> found = planned.stream().map(PlannedTask::task).collect(Collectors.toCollection(TreeSet::new));
        Set<String> first = Set.copyOf(found);
        boolean more = true;
        while (more) {
            more = false;
            for (Task task : job.job().tasks().values()) {
                boolean follows = task.after().stream().anyMatch(found::contains);
                more |= follows && found.add(task.name());
            }
        }
        return job.job().tasks().keySet().stream()
                .filter(name -> found.contains(name) && !first.contains(name))
                .toList();
    }
}
