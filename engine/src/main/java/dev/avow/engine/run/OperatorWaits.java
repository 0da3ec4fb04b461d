package dev.avow.engine.run;

import dev.avow.db.Events.EventRow;
import dev.avow.db.Events.StoredEvent;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Session;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.gate.Reason;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.identity.CanonicalJson;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets runs whose operator no node had try again, where this node has it. Another node may take the trigger all the same,
 * so they try ever more seldom: after 1, 2, 4, ... seconds, and at last each minute.
 */
final class OperatorWaits {

    private static final Logger LOG = LoggerFactory.getLogger(OperatorWaits.class);
    private static final int MOST_DOUBLINGS = 6;
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Core core;

    OperatorWaits(Core core) {
        this.core = core;
    }

    /** Returns when a run tries again that waits since then: by the denials of its next attempt that are stored. */
    static Instant next(Session session, RunRow run, Instant since) {
        int attempt = run.standing().attempts() + 1;
        long denials = session.events().ofRun(run.identity()).stream()
                .map(StoredEvent::event)
                .filter(event -> isDenial(event, attempt))
                .count();
        return since.plus(backoff(denials));
    }

    private static boolean isDenial(EventRow event, int attempt) {
        if (!event.kind().equals(EventKind.DENIED.name())) {
            return false;
        }
        Fields body = new Fields(CanonicalJson.parseObject(event.body().toArray()));
        return body.text("reason").equals(Reason.NO_OPERATOR.name()) && body.number("attempt") == attempt;
    }

    /** Returns how long to wait after so many failures of the same kind: 1, 2, 4, ... seconds, at most a minute. */
    static Duration backoff(long denials) {
        long doublings = Math.min(Math.max(denials - 1, 0), MOST_DOUBLINGS);
        Duration wait = FIRST.multipliedBy(1L << doublings);
        return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    }

    /** Admits those whose time has come; runs of one spec have one operator, which is looked for once. */
    void admitDue() {
        Instant now = Times.millis(core.clock());
        Map<String, Boolean> there = new HashMap<>();
        new WaitingRuns(core.store()).visit(Waiting.NO_OPERATOR, run -> {
            if (run.standing().since().plus(FIRST).isAfter(now)) {
                return false;
            }
            if (there.computeIfAbsent(run.spec(), spec -> hasOperator(run)) && isDue(run, now)) {
                admit(run);
            }
            return true;
        });
    }

    private boolean isDue(RunRow run, Instant now) {
        Instant since = run.standing().since();
        return !since.plus(LONGEST).isAfter(now)
                || !core.store().read(session -> next(session, run, since)).isAfter(now);
    }

    private void admit(RunRow found) {
        new Readmission(core)
                .admit(
                        found.identity(),
                        Set.of(Waiting.NO_OPERATOR),
                        (passage, run) -> run.standing().equals(found.standing()));
    }

    /** Tells whether this node has the operator of a run. */
    boolean hasOperator(RunRow run) {
        try {
            return core.store()
                    .read(session -> session.declarations().find(run.identity()))
                    .map(row -> Declaration.parse(row.body().toArray()))
                    .flatMap(declaration ->
                            core.operators().use(declaration.operator().name(), operator -> true))
                    .orElse(false);
        } catch (RuntimeException e) {
            LOG.warn("Run {} still waits for its operator: its declaration cannot be read", run.identity(), e);
            return false;
        }
    }
}
