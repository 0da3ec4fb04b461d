package dev.avow.engine.run;

import dev.avow.db.Declarations.DeclarationRow;
import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Requests.RequestRow;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Session;
import dev.avow.engine.dsl.BoundTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Meets the request for a mapped task: keeps its list, then declares a run for each element, in batches and all under one
 * number. The request is gone when all are declared, so that it goes on where a node ended.
 */
final class MappedStep {

    private static final int BATCH = 20;
    private static final Duration LATER = Duration.ofMinutes(1);

    private final Core core;
    private final Graph graph;

    MappedStep(Core core, BoundJob job) {
        this.core = core;
        this.graph = Graph.of(job.job());
    }

    /**
     * Declares what is not declared yet.
     *
     * @throws Refusal if the list or an element's declaration cannot be made; what is declared stays
     * @throws Skip if a condition of the task does not hold
     * @throws UpstreamMoved if a task before is executed or declared again
     */
    void meet(BoundTask task, RequestRow found) {
        Mapping mapping = Mapping.of(core, task, found);
        if (mapping.list().elements().isEmpty()) {
            core.door().pass(passage -> endEmpty(passage.session(), mapping));
            return;
        }
        Set<Integer> declared = core.store().read(session -> declared(session, mapping));
        List<MappedElement> missing = mapping.list().elements().stream()
                .filter(element -> !declared.contains(element.index()))
                .toList();
        boolean wanted = true;
        for (int from = 0; wanted && (from == 0 || from < missing.size()) && !core.isClosing(); from += BATCH) {
            int to = Math.min(from + BATCH, missing.size());
            List<Prepared> batch = new ArrayList<>();
            try {
                for (MappedElement element : missing.subList(from, to)) {
                    batch.add(core.preparer().prepare(task, mapping.request(), element, mapping.upstream()));
                }
            } catch (Refusal refusal) { // why: what comes before it in the list is declared all the same
                core.door().pass(passage -> declare(passage, mapping, batch, false));
                throw refusal;
            }
            boolean last = to == missing.size();
            wanted = core.door().pass(passage -> declare(passage, mapping, batch, last));
        }
    }

    private boolean endEmpty(Session session, Mapping mapping) {
        OccasionKey key = mapping.row().key();
        UpstreamMoved.refuse(session, key, mapping.upstream().seen());
        if (session.requests().delete(key)) {
            core.downstream().skip(session, key, mapping.request(), graph, "The list has no elements.");
        }
        return true;
    }

    private static Set<Integer> declared(Session session, Mapping mapping) {
        return runs(session, mapping.row().key()).stream()
                .filter(run -> run.number() == mapping.number())
                .flatMap(run -> run.element().stream())
                .map(element -> element.index())
                .collect(Collectors.toSet());
    }

    private static List<RunRow> runs(Session session, OccasionKey key) {
        return session.runs().ofOccasion(key.job(), key.occasion()).stream()
                .filter(run -> run.key().equals(key))
                .toList();
    }

    /** Declares a batch; returns whether the others are still wanted. */
    private boolean declare(Passage passage, Mapping mapping, List<Prepared> batch, boolean last) {
        Session session = passage.session();
        RequestRow row = mapping.row();
        boolean asked = session.requests()
                .find(row.key())
                .filter(now -> now.occasion().equals(row.occasion()))
                .isPresent();
        if (!asked) {
            return false;
        }
        UpstreamMoved.refuse(session, row.key(), mapping.upstream().seen());
        if (!core.downstream().stillWanted(session, row.key(), mapping.request(), graph)) {
            session.requests().delete(row.key());
            return false;
        }
        Map<Integer, Integer> newest = mapping.number() > 1 ? newestNumbers(session, row.key()) : Map.of();
        for (Prepared one : batch) {
            if (mapping.number() == 1 || isNew(session, one, newest)) {
                core.declarer().declare(passage, one, mapping.number());
            }
        }
        if (last) {
            session.requests().delete(row.key());
            core.downstream().decide(session, row.key().job(), row.key().task(), mapping.request(), graph);
        } else if (core.settings().clustered()) {
            session.requests()
                    .postpone(
                            row.key(),
                            row.tries(),
                            row.reason(),
                            Times.millis(core.clock()).plus(LATER));
        }
        return true;
    }

    static Map<Integer, Integer> newestNumbers(Session session, OccasionKey key) {
        Map<Integer, Integer> newest = new HashMap<>();
        runs(session, key)
                .forEach(run ->
                        run.element().ifPresent(element -> newest.merge(element.index(), run.number(), Math::max)));
        return newest;
    }

    /** @throws Refusal if the element was declared like this, and has had another declaration since */
    static boolean isNew(Session session, Prepared one, Map<Integer, Integer> newest) {
        Optional<DeclarationRow> same =
                session.declarations().find(one.identity().toString());
        same.filter(row -> row.number() < newest.getOrDefault(row.index(), 0)).ifPresent(row -> {
            throw new Refusal(
                    Refusal.Code.NOT_BUILT,
                    "Element " + row.index() + " of job '" + row.key().job() + "', task '"
                            + row.key().task() + "' would be declared as before, " + row.identity()
                            + ", and was declared otherwise since. Change the definition or the inputs, then redeclare.",
                    null);
        });
        return same.isEmpty();
    }
}
