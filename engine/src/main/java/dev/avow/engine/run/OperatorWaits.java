package dev.avow.engine.run;

import dev.avow.db.Events.EventRow;
import dev.avow.db.Events.StoredEvent;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Session;
import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.gate.NextAttempt;
import dev.avow.engine.gate.Reason;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.identity.CanonicalJson;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets runs whose operator or connection no node had try again, where this node has it. Another node may take the trigger all the same,
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
    static Instant next(Session session, RunRow run, Reason reason, Instant since) {
        int attempt = NextAttempt.number(run.standing());
        long denials = session.events().ofRun(run.identity(), Set.of(EventKind.DENIED.name())).stream()
                .map(StoredEvent::event)
                .filter(event -> isDenial(event, reason, attempt))
                .count();
        return since.plus(backoff(denials));
    }

    /** Returns what a run waits for that was denied for this, if it is something that a node lacks. */
    static Optional<Waiting> waiting(Reason reason) {
        return switch (reason) {
            case NO_OPERATOR -> Optional.of(Waiting.NO_OPERATOR);
            case NO_CONNECTION -> Optional.of(Waiting.NO_CONNECTION);
            default -> Optional.empty();
        };
    }

    private static boolean isDenial(EventRow event, Reason reason, int attempt) {
        if (!event.kind().equals(EventKind.DENIED.name())) {
            return false;
        }
        Fields body = new Fields(CanonicalJson.parseObject(event.body().toArray()));
        return body.text("reason").equals(reason.name()) && body.number("attempt") == attempt;
    }

    /** Returns how long to wait after so many failures of the same kind: 1, 2, 4, ... seconds, at most a minute. */
    static Duration backoff(long denials) {
        long doublings = Math.min(Math.max(denials - 1, 0), MOST_DOUBLINGS);
        Duration wait = FIRST.multipliedBy(1L << doublings);
        return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    }

    /** Admits those whose time has come; runs of one spec have one operator and connection, looked for once. */
    void admitDue() {
        admitDue(Reason.NO_OPERATOR, Waiting.NO_OPERATOR, this::hasOperator);
        admitDue(Reason.NO_CONNECTION, Waiting.NO_CONNECTION, this::hasConnection);
    }

    private void admitDue(Reason reason, Waiting waiting, Predicate<RunRow> has) {
        Instant now = Times.millis(core.clock());
        Map<String, Boolean> there = new HashMap<>();
        new WaitingRuns(core.store()).visit(waiting, run -> {
            if (run.standing().since().plus(FIRST).isAfter(now)) {
                return false;
            }
            if (there.computeIfAbsent(run.spec(), spec -> has.test(run)) && isDue(run, reason, now)) {
                admit(run, waiting);
            }
            return true;
        });
    }

    private boolean isDue(RunRow run, Reason reason, Instant now) {
        Instant since = run.standing().since();
        return !since.plus(LONGEST).isAfter(now)
                || !core.store()
                        .read(session -> next(session, run, reason, since))
                        .isAfter(now);
    }

    private void admit(RunRow found, Waiting waiting) {
        new Readmission(core)
                .admit(
                        found.identity(),
                        Set.of(waiting),
                        (passage, run) -> run.standing().equals(found.standing()));
    }

    /** Tells whether this node has the operator of a run. */
    boolean hasOperator(RunRow run) {
        return has(
                run,
                "operator",
                declaration -> core.operators()
                        .use(declaration.operator().name(), operator -> true)
                        .isPresent());
    }

    /** Tells whether this node has the connection of a run, and the secrets; while it has not, only that is said. */
    boolean hasConnection(RunRow run) {
        return has(run, "connection", declaration -> {
            try {
                Map<String, String> secrets = core.guard().refresh();
                Connections.of(declaration).ifPresent(name -> core.connections().open(name, secrets));
                return true;
            } catch (EngineException e) {
                LOG.debug("Run {} still waits for its connection: {}", run.identity(), e.getMessage());
                return false;
            }
        });
    }

    private boolean has(RunRow run, String what, Predicate<Declaration> check) {
        try {
            return core.store()
                    .read(session -> session.declarations().find(run.identity()))
                    .map(row -> Declaration.parse(row.body().toArray()))
                    .filter(check)
                    .isPresent();
        } catch (RuntimeException e) {
            LOG.warn("Run {} still waits for its {}: its declaration cannot be read", run.identity(), what, e);
            return false;
        }
    }
}
