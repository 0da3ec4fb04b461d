package dev.avow.engine.run;

import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Declarations.UndeclaredRow;
import dev.avow.db.Requests.RequestRow;
import dev.avow.db.Session;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.run.UpstreamEnds.End;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Decides, in the transaction of an outcome, which tasks after it are to be declared, and which never will be. */
final class Downstream {

    /** Why a task is never declared that the rules or conditions of the graph leave out. */
    static final String SKIPPED = Verdict.SKIPPED.name();

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

    /** Tells whether a task is declared for an occasion, asked for, or recorded as never to be. */
    static boolean isDecided(Session session, OccasionKey key) {
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
            session.requests().insert(new RequestRow(key, request.unnumbered().toText(), now, 0, "", now));
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
        return undeclare(session, key, reason, "");
    }

    private boolean undeclare(Session session, OccasionKey key, String reason, String detail) {
        if (!session.declarations().insertUndeclared(new UndeclaredRow(key, reason, Times.millis(clock)))) {
            return false;
        }
        noteUndeclared(session, key, reason, detail);
        return true;
    }

    private void noteUndeclared(Session session, OccasionKey key, String reason, String detail) {
        JsonObject.Builder event = JsonObject.builder()
                .put("task", key.task())
                .put("occasion", key.occasion())
                .put("reason", reason);
        if (!detail.isEmpty()) {
            event.put("detail", detail);
        }
        journal.job(session, EventKind.UNDECLARED, key.job(), event.build());
    }

    /**
     * Skips a task that was asked for, and decides about those after it. Where it was declared before, that stays, and so
     * does what came after it.
     */
    boolean skip(Session session, OccasionKey key, DeclareRequest request, Graph graph, String detail) {
        if (session.declarations().lastNumber(key) > 0) {
            noteUndeclared(session, key, SKIPPED, detail);
            DeclareRequest once = new DeclareRequest(request.occasion(), request.submitter(), false);
            decide(session, key.job(), key.task(), once, graph); // why: a mapped task may be declared in part
        } else if (undeclare(session, key, SKIPPED, detail)) {
            decide(session, key.job(), key.task(), request, graph);
        }
        return true;
    }

    private static Optional<Verdict> verdict(Session session, OccasionKey key, Graph graph) {
        Graph.Node node = graph.node(key.task());
        UpstreamEnds ends = new UpstreamEnds(session, key, graph);
        Map<End, Integer> counts = new EnumMap<>(End.class);
        node.after().forEach(upstream -> counts.merge(ends.of(upstream), 1, Integer::sum));
        boolean all = !counts.containsKey(End.OPEN);
        boolean failed = counts.containsKey(End.FAILED);
        return switch (node.rule()) {
            case ALL_SUCCEEDED -> successes(failed, all, counts.containsKey(End.SKIPPED));
            case NONE_FAILED -> successes(failed, all, !counts.containsKey(End.SUCCEEDED));
            case ALL_DONE -> Optional.of(Verdict.DECLARE).filter(v -> all);
            case ONE_FAILED ->
                Optional.of(failed ? Verdict.DECLARE : Verdict.SKIPPED).filter(v -> all);
        };
    }

    /** A failure decides at once, whatever the others do. */
    private static Optional<Verdict> successes(boolean failed, boolean all, boolean skipped) {
        if (failed) {
            return Optional.of(Verdict.UPSTREAM_FAILED);
        }
        return Optional.of(skipped ? Verdict.SKIPPED : Verdict.DECLARE).filter(v -> all);
    }

    /** What the upstream tasks' ends mean for a task; the names of the last two are stored. */
    private enum Verdict {
        DECLARE,
        UPSTREAM_FAILED,
        SKIPPED
    }
}
