package dev.avow.engine.run;

import dev.avow.db.Runs.RunRow;
import dev.avow.db.Session;
import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Context.UpstreamRun;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.gate.RunState;

/** An upstream run is executed again while a task after it is declared; the request is met when it has ended. */
final class UpstreamMoved extends EngineException {

    private static final long serialVersionUID = 1L;

    private UpstreamMoved(String identity) {
        super("Upstream run " + identity + " moves again. Nothing needs to be done.");
    }

    /** Locks the upstream runs of a declaration, and refuses one that has not ended with the declared attempt. */
    static void refuse(Session session, Declaration declaration) {
        declaration.context().upstream().values().forEach(upstream -> {
            if (upstream instanceof UpstreamRun run && !stands(session, run)) {
                throw new UpstreamMoved(run.identity().toString());
            }
        });
    }

    private static boolean stands(Session session, UpstreamRun declared) {
        return session.runs()
                .lock(declared.identity().toString())
                .map(RunRow::standing)
                .filter(standing -> RunState.valueOf(standing.state()).isFinal())
                .filter(standing -> standing.attempts() == declared.attempt())
                .isPresent();
    }
}
