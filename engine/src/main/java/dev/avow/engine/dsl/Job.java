package dev.avow.engine.dsl;

import dev.avow.engine.EngineException;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.Printable;
import dev.avow.engine.schedule.Schedule;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a person defines: a name, schedules, and tasks that form a graph; immutable, made by {@link JobBuilder}.
 *
 * @param schedules by name; none for a job that is only requested by hand
 * @param tasks by name, in the order of definition
 * @param ahead how long before its slot an occasion is declared
 * @param refusals how often a declaration that was refused is tried again
 * @param maxActiveRuns how many of its runs may run at once, if that is limited
 * @param params what its runs may be given, by name
 */
public record Job(
        String name,
        String owner,
        SortedMap<String, Schedule> schedules,
        Map<String, Task> tasks,
        Duration ahead,
        RetryPolicy refusals,
        OptionalInt maxActiveRuns,
        SortedMap<String, Param> params) {

    public Job {
        schedules = Collections.unmodifiableSortedMap(new TreeMap<>(schedules));
        params = Collections.unmodifiableSortedMap(new TreeMap<>(params));
        tasks = Collections.unmodifiableMap(new LinkedHashMap<>(tasks));
    }

    /**
     * Returns all params of a manual run: the given ones, and the defaults of the others.
     *
     * @throws EngineException if one is unknown, missing or bad; its message lists all of those
     */
    public JsonObject params(JsonObject given) {
        return new Params(name, params).resolve(given);
    }

    /**
     * Returns params whose values are given as texts, as on a command line: each of the type that the job defines for it.
     * Whether they are good, {@link #params} tells.
     */
    public JsonObject readParams(Map<String, String> texts) {
        return new Params(name, params).read(texts);
    }

    /** Returns the params of a run that is given none, as one of a schedule. */
    public JsonObject defaultParams() {
        return new Params(name, params).defaults();
    }

    /** Returns the names of the params whose values are not declared in clear. */
    public SortedSet<String> confidentialParams() {
        SortedSet<String> names = new TreeSet<>();
        params.forEach((param, definition) -> {
            if (definition.isConfidential()) {
                names.add(param);
            }
        });
        return names;
    }

    /** Returns the tasks that are declared with the occasion. */
    public List<Task> roots() {
        return tasks.values().stream().filter(Task::isRoot).toList();
    }

    /** Returns the task of this name, if there is one. */
    public Optional<Task> findTask(String task) {
        return Optional.ofNullable(tasks.get(task));
    }

    /**
     * Returns the task of this name.
     *
     * @throws EngineException if there is none
     */
    public Task task(String task) {
        return findTask(task)
                .orElseThrow(() -> new EngineException("Job " + Printable.quoted(name) + " has no task "
                        + Printable.quoted(task) + ". It has: " + String.join(", ", tasks.keySet()) + "."));
    }
}
