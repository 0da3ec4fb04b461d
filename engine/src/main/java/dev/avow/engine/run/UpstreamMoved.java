package dev.avow.engine.run;

import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Session;
import dev.avow.engine.EngineException;
import dev.avow.engine.gate.RunState;
import java.util.Objects;
import java.util.Set;

/** An upstream task is executed or declared again while a task after it is declared; the request is met when it has ended. */
final class UpstreamMoved extends EngineException {

    private static final long serialVersionUID = 1L;

    private UpstreamMoved(String task) {
        super("Upstream task '" + task + "' moves again. Nothing needs to be done.");
    }

    /**
     * Refuses upstream runs that have not ended, or are not those that were seen. Whatever lets a run move again needs the
     * lock that this transaction holds.
     */
    static void refuse(Session session, OccasionKey key, UpstreamSeen seen) {
        Set<String> tasks = seen.runs().keySet();
        if (tasks.isEmpty()) {
            return;
        }
        OccasionRuns now = new OccasionRuns(session, key.job(), key.occasion());
        UpstreamSeen standing = UpstreamSeen.of(now, tasks);
        for (String task : tasks) {
            boolean ended = now.of(task).runs().stream()
                    .allMatch(run -> RunState.valueOf(run.standing().state()).isFinal());
            if (!ended || !Objects.equals(seen.runs().get(task), standing.runs().get(task))) {
                throw new UpstreamMoved(task);
            }
        }
    }
}
