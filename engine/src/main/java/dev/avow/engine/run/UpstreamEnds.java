package dev.avow.engine.run;

import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Declarations.UndeclaredRow;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Session;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.run.OccasionRuns.TaskRuns;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the tasks of one occasion have ended, as it counts for the tasks after them. */
final class UpstreamEnds {

    private final Session session;
    private final OccasionKey of;
    private final Graph graph;
    private final OccasionRuns runs;
    private final Map<String, Boolean> settled = new HashMap<>();

    /** @param of any task of the occasion */
    UpstreamEnds(Session session, OccasionKey of, Graph graph) {
        this.session = session;
        this.of = of;
        this.graph = graph;
        this.runs = new OccasionRuns(session, of.job(), of.occasion());
    }

    /** How a task has ended. */
    enum End {
        /** It, or a task before it, is about to be declared or executed. */
        OPEN,
        SUCCEEDED,
        FAILED,
        SKIPPED
    }

    End of(String task) {
        if (!isSettled(task)) {
            return End.OPEN;
        }
        TaskRuns found = runs.of(task);
        if (found.mapped()) {
            return mapped(found);
        }
        return found.runs().stream().findFirst().map(UpstreamEnds::end).orElseGet(() -> undeclared(task));
    }

    private static End mapped(TaskRuns found) {
        if (found.wanted() == 0) {
            return End.SKIPPED;
        }
        boolean all = !found.refused()
                && found.runs().size() == found.wanted()
                && found.runs().stream().allMatch(run -> end(run) == End.SUCCEEDED);
        return all ? End.SUCCEEDED : End.FAILED;
    }

    private static End end(RunRow run) {
        RunState state = RunState.valueOf(run.standing().state());
        return state == RunState.SUCCEEDED ? End.SUCCEEDED : End.FAILED;
    }

    private End undeclared(String task) {
        Optional<UndeclaredRow> row = session.declarations().findUndeclared(key(task));
        return row.map(never -> never.reason().equals(Downstream.SKIPPED) ? End.SKIPPED : End.FAILED)
                .orElse(End.OPEN);
    }

    /** Remembers what was found: many paths lead to one task. */
    private boolean isSettled(String task) {
        Boolean before = settled.get(task);
        if (before != null) {
            return before;
        }
        List<RunRow> found = runs.of(task).runs();
        boolean is = found.stream()
                        .allMatch(
                                run -> RunState.valueOf(run.standing().state()).isFinal())
                && session.requests().find(key(task)).isEmpty()
                && graph.node(task).after().stream().allMatch(this::isSettled);
        settled.put(task, is);
        return is;
    }

    private OccasionKey key(String task) {
        return new OccasionKey(of.job(), task, of.occasion());
    }
}
