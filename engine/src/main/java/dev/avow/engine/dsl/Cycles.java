package dev.avow.engine.dsl;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds tasks that come after each other in a circle: a walk in depth, without recursion, since chains may be long. */
final class Cycles {

    private final Map<String, Task> tasks;
    private final Deque<Iterator<String>> open = new ArrayDeque<>();
    private final List<String> path = new ArrayList<>();
    private final Set<String> onPath = new HashSet<>();
    private final Set<String> done = new HashSet<>();
    private final Set<String> inCycles = new HashSet<>();
    private final List<List<String>> found = new ArrayList<>();

    private Cycles(Map<String, Task> tasks) {
        this.tasks = tasks;
    }

    /** Returns cycles that share no task, each with its tasks once, in the order of "after". */
    static List<List<String>> of(Map<String, Task> tasks) {
        Cycles cycles = new Cycles(tasks);
        tasks.values().forEach(task -> cycles.walk(task.name()));
        return cycles.found;
    }

    private void walk(String start) {
        enter(start);
        while (!open.isEmpty()) {
            Iterator<String> after = open.peek();
            if (after.hasNext()) {
                enter(after.next());
            } else {
                leave();
            }
        }
    }

    private void enter(String name) {
        Task task = tasks.get(name);
        if (onPath.contains(name)) {
            cycle(name);
        } else if (task != null && !done.contains(name)) {
            path.add(name);
            onPath.add(name);
            open.push(task.after().iterator());
        }
    }

    private void leave() {
        open.pop();
        String name = path.remove(path.size() - 1);
        onPath.remove(name);
        done.add(name);
    }

    private void cycle(String name) {
        if (inCycles.contains(name)) {
            return;
        }
        List<String> cycle = List.copyOf(path.subList(path.indexOf(name), path.size()));
        if (cycle.stream().noneMatch(inCycles::contains)) {
            inCycles.addAll(cycle);
            found.add(cycle);
        }
    }
}
