package dev.avow.engine.run;

import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Requests.RequestRow;
import dev.avow.db.Session;
import dev.avow.engine.dsl.RetryPolicy;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.identity.JsonObject;
import java.time.Instant;
import java.time.InstantSource;

/** Stores that a declaration could not be made, and asks for another try where the job's policy says so. */
final class Refusals {

    private final InstantSource clock;
    private final Journal journal;

    Refusals(InstantSource clock, Journal journal) {
        this.clock = clock;
        this.journal = journal;
    }

    /** @param redeclare whether the occasion was to be declared anew: its slot may be one that nothing decided */
    void record(Session session, OccasionKey key, Refusal refusal, boolean redeclare) {
        JsonObject.Builder event = JsonObject.builder()
                .put("task", key.task())
                .put("occasion", key.occasion())
                .put("code", refusal.code().name())
                .put("message", Messages.of(refusal));
        if (redeclare) {
            event.put("redeclared", true);
        }
        journal.job(session, EventKind.REFUSED, key.job(), event.build());
    }

    /** Asks for a first further try, if the policy allows one. */
    void retry(Session session, OccasionKey key, DeclareRequest request, RetryPolicy policy, Refusal refusal) {
        if (policy.attempts() > 1) {
            Instant now = Times.millis(clock);
            session.requests()
                    .insert(new RequestRow(
                            key,
                            request.toText(),
                            now.plus(policy.waitAfter(1)),
                            1,
                            refusal.code().name(),
                            now));
        }
    }
}
