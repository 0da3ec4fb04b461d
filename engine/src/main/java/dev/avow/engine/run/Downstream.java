package dev.avow.engine.run;

import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Declarations.UndeclaredRow;
import dev.avow.db.Requests.RequestRow;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Session;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.identity.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Decides, in the transaction of an outcome, which tasks after it are to be declared, and which never will be. */
final class Downstream {

    private final InstantSource clock;
    private final Journal journal;

    Downstream(InstantSource clock, Journal journal) {
        this.clock = clock;
        this.journal = journal;
    }

    /** Decides about the tasks after one that has ended, or will never be declared. */
    void decide(Session session, String job, String task, DeclareRequest request, Graph graph) {
        for (String next : graph.after(task)) {
            OccasionKey key = new OccasionKey(job, next, request.occasion().key());
            if (request.redeclare() || !isDecided(session, key)) {
                decide(session, key, request, graph);
            }
        }
    }

    private static boolean isDecided(Session session, OccasionKey key) {
        return session.declarations().lastNumber(key) > 0
                || session.declarations().findUndeclared(key).isPresent()
                || session.requests().find(key).isPresent();
    }

    private void decide(Session session, OccasionKey key, DeclareRequest request, Graph graph) {
        Optional<Verdict> verdict = verdict(session, key, graph);
        if (verdict.isEmpty()) {
            return;
        }
        if (verdict.get() == Verdict.DECLARE) {
            Instant now = Times.millis(clock);
            session.requests().insert(new RequestRow(key, request.toText(), now, 0, "", now));
        } else if (undeclare(session, key, verdict.get().name())) {
            decide(session, key.job(), key.task(), request, graph);
        }
    }

    /**
     * Decides again about a task whose declaration was requested, since a task before it may have been executed again.
     *
     * @return false, and its end stored, if by the ends that stand now it is not to be declared
     */
    boolean stillWanted(Session session, OccasionKey key, DeclareRequest request, Graph graph) {
        Optional<Verdict> verdict =
                graph.node(key.task()).after().isEmpty() ? Optional.of(Verdict.DECLARE) : verdict(session, key, graph);
        if (verdict.isEmpty() || verdict.get() == Verdict.DECLARE) {
            return true;
        }
        if (undeclare(session, key, verdict.get().name())) {
            decide(session, key.job(), key.task(), request, graph);
        }
        return false;
    }

    /** Stores that a task will never be declared for an occasion; returns false if that was stored before. */
    boolean undeclare(Session session, OccasionKey key, String reason) {
        if (!session.declarations().insertUndeclared(new UndeclaredRow(key, reason, Times.millis(clock)))) {
            return false;
        }
        journal.job(
                session,
                EventKind.UNDECLARED,
                key.job(),
                JsonObject.builder()
                        .put("task", key.task())
                        .put("occasion", key.occasion())
                        .put("reason", reason)
                        .build());
        return true;
    }

    private static Optional<Verdict> verdict(Session session, OccasionKey key, Graph graph) {
        Graph.Node node = graph.node(key.task());
        Map<String, RunRow> runs = Occasions.newestRuns(session, key.job(), key.occasion());
        Map<String, Boolean> settled = new HashMap<>();
        int succeeded = 0;
        int failed = 0;
        for (String upstream : node.after()) {
            RunRow run = runs.get(upstream);
            if (!isSettled(session, new OccasionKey(key.job(), upstream, key.occasion()), runs, graph, settled)) {
                continue;
            }
            if (run == null) {
                OccasionKey upstreamKey = new OccasionKey(key.job(), upstream, key.occasion());
                failed += session.declarations().findUndeclared(upstreamKey).isPresent() ? 1 : 0;
            } else {
                RunState state = RunState.valueOf(run.standing().state());
                succeeded += state == RunState.SUCCEEDED ? 1 : 0;
                failed += state.isFinal() && state != RunState.SUCCEEDED ? 1 : 0;
            }
        }
        boolean all = succeeded + failed == node.after().size();
        return switch (node.rule()) {
            case ALL_SUCCEEDED ->
                failed > 0
                        ? Optional.of(Verdict.UPSTREAM_FAILED)
                        : Optional.of(Verdict.DECLARE).filter(v -> all);
            case ALL_DONE -> Optional.of(Verdict.DECLARE).filter(v -> all);
            case ONE_FAILED ->
                Optional.of(failed > 0 ? Verdict.DECLARE : Verdict.SKIPPED).filter(v -> all);
        };
    }

    /**
     * Tells whether neither a task nor any task before it is about to be declared or executed.
     *
     * @param known what was found before: many paths lead to one task
     */
    private static boolean isSettled(
            Session session, OccasionKey key, Map<String, RunRow> runs, Graph graph, Map<String, Boolean> known) {
        Boolean before = known.get(key.task());
        if (before != null) {
            return before;
        }
        RunRow run = runs.get(key.task());
        boolean ended = run == null || RunState.valueOf(run.standing().state()).isFinal();
        boolean settled = ended
                && session.requests().find(key).isEmpty()
                && graph.node(key.task()).after().stream()
                        .map(task -> new OccasionKey(key.job(), task, key.occasion()))
                        .allMatch(task -> isSettled(session, task, runs, graph, known));
        known.put(key.task(), settled);
        return settled;
    }

    /** What the upstream tasks' ends mean for a task; the names of the last two are stored. */
    private enum Verdict {
        DECLARE,
        UPSTREAM_FAILED,
        SKIPPED
    }
}
