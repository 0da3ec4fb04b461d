package dev.avow.engine.run;

import dev.avow.db.Events.EventRow;
import dev.avow.db.Events.StoredEvent;
import dev.avow.db.Session;
import dev.avow.engine.dsl.RetryPolicy;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.run.Triggers.Order;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The attempts of a run since it was declared, or since somebody last asked for a rerun; the one that ends now included.
 *
 * @param started those whose operator may have been called
 * @param unstarted the others
 */
record Tries(int started, long unstarted) {

    /** A member that only the events of outcomes have whose attempt never started. */
    static final String STARTED = "started";

    private static final Set<String> KINDS = Set.of(EventKind.RERUN.name(), EventKind.OUTCOME.name());

    /** How long a failure may have the next attempt wait. */
    private static final Duration LONGEST = Duration.ofDays(1);

    /** Counts by the events, that of the present outcome included. */
    static Tries of(Session session, Order order) {
        List<EventRow> events = session.events().ofRun(order.identity().toString(), KINDS).stream()
                .map(StoredEvent::event)
                .toList();
        int before = events.stream()
                .filter(event -> event.kind().equals(EventKind.RERUN.name()))
                .mapToInt(event -> event.attempt().orElse(1) - 1)
                .max()
                .orElse(0);
        long unstarted = events.stream()
                .filter(event -> event.kind().equals(EventKind.OUTCOME.name()))
                .filter(event -> event.attempt().orElse(0) > before)
                .filter(event -> CanonicalJson.parseObject(event.body().toArray())
                        .find(STARTED)
                        .isPresent())
                .count();
        return new Tries(Math.toIntExact(order.attempt() - before - unstarted), unstarted);
    }

    /**
     * Returns how long the next attempt waits; one that could not start waits ever longer, but not the first time; a
     * failure that says so has it wait longer than the policy, at most a day.
     */
    Duration wait(Outcome outcome, RetryPolicy policy, Identity run) {
        if (outcome.started()) {
            Duration own = policy.waitAfter(started, run);
            Duration asked = outcome.then().retryAfter().orElse(Duration.ZERO);
            Duration heeded = asked.compareTo(LONGEST) < 0 ? asked : LONGEST;
            return own.compareTo(heeded) < 0 ? heeded : own;
        }
        return unstarted == 1 ? Duration.ZERO : OperatorWaits.backoff(unstarted - 1);
    }
}
