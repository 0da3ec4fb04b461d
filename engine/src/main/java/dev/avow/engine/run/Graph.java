package dev.avow.engine.run;

import dev.avow.engine.declaration.TriggerRule;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.dsl.Task;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which tasks come after which, as it is kept beside a declaration; only tasks that come after others are in it. */
record Graph(SortedMap<String, Node> nodes) {

    /** What a task comes after, and when it is declared. */
    record Node(SortedSet<String> after, TriggerRule rule) {}

    Graph {
        nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
    }

    static Graph of(Job job) {
        TreeMap<String, Node> nodes = new TreeMap<>();
        for (Task task : job.tasks().values()) {
            if (!task.isRoot()) {
                nodes.put(task.name(), new Node(task.after(), task.triggerRule()));
            }
        }
        return new Graph(nodes);
    }

    /** Returns what a task comes after, which is nothing for a task that is not in the graph. */
    Node node(String task) {
        Node none = new Node(Collections.emptySortedSet(), TriggerRule.ALL_SUCCEEDED);
        return nodes.getOrDefault(task, none);
    }

    /** Returns the tasks that come directly after this one. */
    List<String> after(String task) {
        List<String> downstream = new ArrayList<>();
        nodes.forEach((name, node) -> {
            if (node.after().contains(task)) {
                downstream.add(name);
            }
        });
        return downstream;
    }

    JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder();
        nodes.forEach((task, node) -> json.put(
                task,
                JsonObject.builder()
                        .put("after", JsonArray.ofStrings(List.copyOf(node.after())))
                        .put("rule", node.rule().name())
                        .build()));
        return json.build();
    }

    static Graph parse(JsonObject json) {
        TreeMap<String, Node> nodes = new TreeMap<>();
        json.members().forEach((task, value) -> {
            Fields node = new Fields((JsonObject) value);
            TreeSet<String> after = new TreeSet<>();
            node.array("after").forEach(name -> after.add(((JsonString) name).value()));
            nodes.put(task, new Node(after, TriggerRule.valueOf(node.text("rule"))));
        });
        return new Graph(nodes);
    }
}
