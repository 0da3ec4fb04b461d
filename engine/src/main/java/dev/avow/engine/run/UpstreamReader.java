package dev.avow.engine.run;

import dev.avow.db.Attempts.OutputRow;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Session;
import dev.avow.db.Store;
import dev.avow.engine.declaration.Context.Upstream;
import dev.avow.engine.declaration.Context.UpstreamList;
import dev.avow.engine.declaration.Context.UpstreamRun;
import dev.avow.engine.declaration.Occasion;
import dev.avow.engine.declaration.TriggerRule;
import dev.avow.engine.dsl.BoundTask;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.run.OccasionRuns.TaskRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads what the tasks before a task gave, as its declaration will say it. */
final class UpstreamReader {

    /**
     * What the tasks before a task gave.
     *
     * @param seen how their runs stood then
     */
    record Read(Map<String, Upstream> upstream, UpstreamSeen seen) {}

    private final Store store;
    private final boolean keeping;

    /** @param keeping whether lists that a declaration has by digest are kept */
    UpstreamReader(Store store, boolean keeping) {
        this.store = store;
        this.keeping = keeping;
    }

    /**
     * Leaves runs out that were never executed: they were cancelled before, or the task was not declared.
     *
     * @throws Refusal if no task before was declared, and the trigger rule needs one
     */
    Read read(BoundTask bound, Occasion occasion) {
        if (bound.task().isRoot()) {
            return new Read(Map.of(), new UpstreamSeen(Map.of()));
        }
        Map<String, Upstream> upstream = new TreeMap<>();
        List<List<UpstreamRun>> lists = new ArrayList<>();
        UpstreamSeen seen = store.read(session -> {
            OccasionRuns runs = new OccasionRuns(session, bound.job().name(), occasion.key());
            bound.task().after().forEach(task -> put(upstream, lists, session, task, runs.of(task)));
            return UpstreamSeen.of(runs, bound.task().after());
        });
        if (keeping) {
            lists.forEach(list -> store.contents().put(Upstream.listBytes(list)));
        }
        boolean declared = seen.runs().values().stream().anyMatch(runs -> !runs.isEmpty());
        TriggerRule rule = bound.task().triggerRule();
        if (!declared && (rule == TriggerRule.ALL_SUCCEEDED || rule == TriggerRule.NONE_FAILED)) {
            throw new Refusal(
                    Refusal.Code.UPSTREAM_MISSING,
                    "No task before " + Preparer.name(bound, occasion) + " was declared. Declare those first.",
                    null);
        }
        return new Read(upstream, seen);
    }

    private static void put(
            Map<String, Upstream> upstream,
            List<List<UpstreamRun>> lists,
            Session session,
            String task,
            TaskRuns found) {
        List<UpstreamRun> executed = found.runs().stream()
                .filter(run -> run.standing().attempts() > 0)
                .map(run -> upstreamRun(session, run))
                .toList();
        if (executed.isEmpty()) {
            return;
        }
        Upstream form = found.mapped() ? Upstream.of(executed) : executed.get(0);
        upstream.put(task, form);
        if (form instanceof UpstreamList) {
            lists.add(executed);
        }
    }

    private static UpstreamRun upstreamRun(Session session, RunRow run) {
        int attempt = run.standing().attempts();
        TreeMap<String, Digest> outputs = new TreeMap<>();
        for (OutputRow output : session.attempts().outputs(run.identity(), attempt)) {
            outputs.put(output.name(), new Digest(output.digest()));
        }
        return new UpstreamRun(Identity.parse(run.identity()), attempt, outputs);
    }
}
