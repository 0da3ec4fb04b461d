package dev.avow.console.report;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The order in which tasks are shown: as they follow one another in the declarations that are shown, then by name. A task of
 * which no run was declared comes last: nothing tells where it belongs.
 */
final class TaskOrder {

    private final Map<String, Set<String>> after = new TreeMap<>();
    private final Map<String, Integer> depths = new TreeMap<>();

    private TaskOrder() {}

    static List<String> of(ReportData data) {
        TaskOrder order = new TaskOrder();
        data.runs()
                .forEach(run -> order.after
                        .computeIfAbsent(run.run().task(), task -> new TreeSet<>())
                        .addAll(run.after()));
        Set<String> tasks = new TreeSet<>(order.after.keySet());
        data.missing().forEach(one -> tasks.add(one.task()));
        return tasks.stream()
                .sorted(Comparator.comparing(order::depth).thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** Definitions change, and could make a ring over time: a task that is asked for again on its own way counts as first. */
    private int depth(String task) {
        Set<String> before = after.get(task);
        if (before == null) {
            return Integer.MAX_VALUE;
        }
        Integer known = depths.putIfAbsent(task, 0);
        if (known != null) {
            return known;
        }
        int depth = before.stream()
                .filter(after::containsKey)
                .mapToInt(each -> depth(each) + 1)
                .max()
                .orElse(0);
        depths.put(task, depth);
        return depth;
    }
}
