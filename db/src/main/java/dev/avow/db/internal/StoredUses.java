package dev.avow.db.internal;

import dev.avow.db.internal.StoredJson.Node;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** What declarations of format 1 used, as the migration that indexes stored ones derives it: never change it. */
record StoredUses(TreeSet<Use> uses, Map<String, Optional<List<Node>>> lists) {

    /** A thing that was used. */
    record Use(String kind, String subject) implements Comparable<Use> {

        @Override
        public int compareTo(Use other) {
            int byKind = kind.compareTo(other.kind);
            return byKind == 0 ? subject.compareTo(other.subject) : byKind;
        }
    }

    /** @throws IllegalArgumentException if it is no canonical JSON */
    static StoredUses of(byte[] body) {
        Node root = StoredJson.parse(new String(body, StandardCharsets.UTF_8));
        TreeSet<Use> uses = new TreeSet<>();
        Map<String, Optional<List<Node>>> lists = new TreeMap<>();
        root.string("responsible", "submitter").ifPresent(name -> uses.add(new Use("SUBMITTER", name)));
        root.string("spec").ifPresent(digest -> uses.add(new Use("SPEC", digest)));
        root.string("prompt", "template").ifPresent(digest -> uses.add(new Use("TEMPLATE", digest)));
        root.find("model").ifPresent(model -> model(model, uses));
        root.find("context", "inputs")
                .ifPresent(inputs -> inputs.members()
                        .values()
                        .forEach(input -> input.string("digest").ifPresent(it -> uses.add(new Use("INPUT", it)))));
        root.find("context", "upstream")
                .ifPresent(upstream -> upstream.members().values().forEach(each -> upstream(each, uses, lists)));
        lists.keySet().forEach(list -> uses.add(new Use("LIST", list)));
        return new StoredUses(uses, lists);
    }

    private static void model(Node model, TreeSet<Use> uses) {
        String name = model.string("name").orElse("");
        String full = model.string("provider").orElse("") + "/" + name;
        uses.add(new Use("MODEL", name));
        uses.add(new Use("MODEL", full));
        model.string("version")
                .or(() -> model.string("digest"))
                .ifPresent(pinned -> uses.add(new Use("MODEL", full + "@" + pinned)));
    }

    private static void upstream(Node upstream, TreeSet<Use> uses, Map<String, Optional<List<Node>>> lists) {
        if (!upstream.elements().isEmpty()) {
            lists.put(Digests.of(upstream.text().getBytes(StandardCharsets.UTF_8)), Optional.of(upstream.elements()));
        } else if (upstream.string("list").isPresent()) {
            upstream.string("list").ifPresent(list -> lists.put(list, Optional.empty()));
        } else {
            uses.addAll(members(List.of(upstream)));
        }
    }

    /** Returns the elements of a kept list of runs. */
    static List<Node> list(byte[] content) {
        return StoredJson.parse(new String(content, StandardCharsets.UTF_8)).elements();
    }

    static TreeSet<Use> members(List<Node> runs) {
        TreeSet<Use> members = new TreeSet<>();
        for (Node run : runs) {
            run.string("identity").ifPresent(identity -> members.add(new Use("UPSTREAM", identity)));
            run.find("outputs")
                    .ifPresent(outputs -> outputs.members()
                            .values()
                            .forEach(output -> output.string().ifPresent(it -> members.add(new Use("INPUT", it)))));
        }
        return members;
    }
}
