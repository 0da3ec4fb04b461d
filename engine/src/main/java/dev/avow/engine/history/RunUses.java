package dev.avow.engine.history;

import dev.avow.db.Uses.MemberRow;
import dev.avow.db.Uses.UseRow;
import dev.avow.engine.declaration.Context.Upstream;
import dev.avow.engine.declaration.Context.UpstreamList;
import dev.avow.engine.declaration.Context.UpstreamRun;
import dev.avow.engine.declaration.Context.UpstreamRuns;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.Model;
import dev.avow.engine.identity.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a run used, derived from its declaration alone: these rows are stored with it, and can be made again at any time.
 *
 * <p>Private values are left out: what stands of them in a declaration is no digest of their text. Digests of private
 * outputs that the run read are in its declaration, and so are found.
 *
 * @param uses each once, in the order of kinds
 * @param lists the runs of mapped tasks before it, by the digest of the list; empty where the declaration has only that
 */
public record RunUses(List<Use> uses, Map<Digest, Optional<List<UpstreamRun>>> lists) {

    public RunUses {
        uses = List.copyOf(uses);
        lists = Map.copyOf(lists);
    }

    /** A thing that was used; {@link UseKind} says what its subject is. */
    public record Use(UseKind kind, String subject) implements Comparable<Use> {

        @Override
        public int compareTo(Use other) {
            int byKind = kind.compareTo(other.kind);
            return byKind == 0 ? subject.compareTo(other.subject) : byKind;
        }
    }

    /** Returns what the run of a declaration used. */
    public static RunUses of(Declaration declaration) {
        TreeSet<Use> uses = new TreeSet<>();
        Map<Digest, Optional<List<UpstreamRun>>> lists = new TreeMap<>();
        uses.add(new Use(UseKind.SUBMITTER, declaration.responsible().submitter()));
        uses.add(new Use(UseKind.SPEC, declaration.spec().toString()));
        declaration.model().ifPresent(model -> names(model).forEach(name -> uses.add(new Use(UseKind.MODEL, name))));
        declaration
                .prompt()
                .ifPresent(prompt ->
                        uses.add(new Use(UseKind.TEMPLATE, prompt.template().text())));
        declaration
                .context()
                .inputs()
                .values()
                .forEach(input -> uses.add(new Use(UseKind.INPUT, input.digest().text())));
        for (Upstream upstream : declaration.context().upstream().values()) {
            if (upstream instanceof UpstreamRun run) {
                uses.addAll(of(run));
            } else if (upstream instanceof UpstreamRuns runs) {
                lists.put(Digest.of(Upstream.listBytes(runs.runs())), Optional.of(runs.runs()));
            } else if (upstream instanceof UpstreamList list) {
                lists.put(list.list(), Optional.empty());
            }
        }
        lists.keySet().forEach(list -> uses.add(new Use(UseKind.LIST, list.text())));
        return new RunUses(List.copyOf(uses), lists);
    }

    /** Returns the names that a model is found by. */
    static List<String> names(Model model) {
        String full = model.provider() + "/" + model.name();
        return model.version()
                .or(() -> model.digest().map(Digest::text))
                .map(pinned -> List.of(model.name(), full, full + "@" + pinned))
                .orElseGet(() -> List.of(model.name(), full));
    }

    private static TreeSet<Use> of(UpstreamRun run) {
        TreeSet<Use> uses = new TreeSet<>();
        uses.add(new Use(UseKind.UPSTREAM, run.identity().toString()));
        run.outputs().values().forEach(output -> uses.add(new Use(UseKind.INPUT, output.text())));
        return uses;
    }

    /**
     * Returns the rows that are stored of it.
     *
     * @param at what the run's occasion is sorted by
     */
    public List<UseRow> rows(String identity, Instant at) {
        return uses.stream()
                .map(use -> new UseRow(use.kind().name(), use.subject(), at, identity))
                .toList();
    }

    /** Returns the rows that are stored of a list, once for all runs that used it. */
    public static List<MemberRow> members(Digest list, List<UpstreamRun> runs) {
        TreeSet<Use> members = new TreeSet<>();
        runs.forEach(run -> members.addAll(of(run)));
        return members.stream()
                .map(use -> new MemberRow(list.text(), use.kind().name(), use.subject()))
                .toList();
    }
}
