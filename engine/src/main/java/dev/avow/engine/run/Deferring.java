package dev.avow.engine.run;

import dev.avow.db.Attempts.Claim;
import dev.avow.db.Attempts.Ending;
import dev.avow.db.Deferrals.DeferralRow;
import dev.avow.db.Events.StoredEvent;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Runs.Standing;
import dev.avow.db.Session;
import dev.avow.engine.gate.AttemptState;
import dev.avow.engine.gate.DeferredState;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.gate.NextAttempt;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.run.RunNotice.Kind;
import dev.avow.engine.run.Then.Cause;
import dev.avow.engine.run.Then.Pause;
import dev.avow.engine.run.Triggers.Order;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets attempts wait without a thread or a claim, and go on as the same attempts. */
final class Deferring {

    private static final Logger LOG = LoggerFactory.getLogger(Deferring.class);

    /** So often an attempt is lost while it goes on from one state before it counts as interrupted by that. */
    private static final int MOST_LOSSES = 3;

    /** The member of an event that has the digest of the operator's state. */
    private static final String STATE = "state";

    /** The member of an event that has the moment at which the attempt goes on. */
    private static final String UNTIL = "until";

    /** The member of an event that has the epoch of the claim that was deferred or lost. */
    private static final String EPOCH = "epoch";

    private final Core core;

    Deferring(Core core) {
        this.core = core;
    }

    /** Returns what is recorded of an attempt: one that is lost goes on, if it was deferred before and may be again. */
    static Outcome heedLoss(Session session, Outcome outcome, boolean lost, Instant now) {
        if (outcome.state() != AttemptState.INTERRUPTED || !wasDeferred(outcome.claim())) {
            return outcome;
        }
        Cause cause = lost && outcome.started() ? Cause.LOST : Cause.CLOSED;
        return session.deferrals()
                .find(outcome.claim().identity(), outcome.claim().attempt())
                .filter(row -> cause == Cause.CLOSED || row.losses() + 1 < MOST_LOSSES)
                .map(row -> outcome.reattached(new Pause(now, row.body(), cause)))
                .orElse(outcome);
    }

    /** Only a deferral leads to another epoch of an attempt that has not ended. */
    private static boolean wasDeferred(Claim claim) {
        return claim.epoch() > 1;
    }

    /** Records that the attempt of a locked run, which has just been deferred, goes on later, and stores its trigger. */
    void record(Passage passage, RunRow run, Outcome outcome, Pause pause) {
        Session session = passage.session();
        Claim claim = outcome.claim();
        Order order = new Order(Identity.parse(claim.identity()), claim.attempt());
        boolean again = pause.cause() != Cause.OPERATOR;
        if (again) {
            session.deferrals().lose(claim.identity(), claim.attempt(), pause.until(), pause.cause() == Cause.LOST);
        } else {
            session.deferrals().put(claim.identity(), claim.attempt(), pause.until(), pause.body());
        }
        EventKind kind = again ? EventKind.REATTACHED : EventKind.DEFERRED;
        core.journal().attempt(session, kind, run.key().job(), order, event(outcome, pause));
        Standing waits = new Standing(
                RunState.RUNNING.name(),
                Optional.of(Waiting.DEFERRED.name()),
                outcome.message(),
                claim.attempt(),
                Times.millis(core.clock()));
        session.runs().change(run.identity(), Set.of(run.standing().state()), waits);
        passage.admit(order.identity(), order.attempt(), pause.until());
        core.telling().note(Kind.DEFERRED, run, waits);
    }

    private static JsonObject event(Outcome outcome, Pause pause) {
        return JsonObject.builder()
                .put("message", outcome.message())
                .put("node", outcome.claim().node())
                .put(EPOCH, outcome.claim().epoch())
                .put(UNTIL, pause.until().toString())
                .put(STATE, Digest.of(pause.body().toArray()).text())
                .build();
    }

    /** Returns what is stored of the state that an attempt goes on from, and of the moment. */
    static DeferredState evidence(Session session, Identity identity, int attempt) {
        Optional<DeferralRow> kept = session.deferrals().find(identity.toString(), attempt);
        Optional<Fields> deferred = newest(session, identity, attempt, EventKind.DEFERRED);
        // why: only a claim after that of the deferral can have been lost, and the second query is rarely needed
        Optional<Fields> latest = kept.map(DeferralRow::epoch).equals(deferred.map(event -> event.number(EPOCH)))
                ? deferred
                : newest(session, identity, attempt, EventKind.REATTACHED);
        return new DeferredState(
                kept.map(DeferralRow::body),
                deferred.map(event -> event.text(STATE)),
                kept.map(row -> row.until().toString()),
                latest.map(event -> event.text(UNTIL)));
    }

    private static Optional<Fields> newest(Session session, Identity identity, int attempt, EventKind kind) {
        return session.events()
                .newest(identity.toString(), kind.name())
                .map(StoredEvent::event)
                .filter(event -> event.attempt().equals(OptionalInt.of(attempt)))
                .map(event -> new Fields(CanonicalJson.parseObject(event.body().toArray())));
    }

    /** Deletes what an attempt was deferred with that ends now. */
    static void forget(Session session, Claim claim) {
        if (wasDeferred(claim)) {
            session.deferrals().delete(claim.identity(), claim.attempt());
        }
    }

    /** Ends the deferred attempt of a locked run that ends now. */
    void end(Session session, RunRow run, Standing end) {
        Order order = new Order(Identity.parse(run.identity()), run.standing().attempts());
        session.deferrals().delete(run.identity(), order.attempt());
        session.attempts()
                .endDeferred(run.identity(), order.attempt(), new Ending(end.state(), end.detail(), end.since()));
        JsonObject event = JsonObject.builder()
                .put("state", end.state())
                .put("message", end.detail())
                .put("outputs", new JsonArray(List.of()))
                .put("notes", JsonObject.empty())
                .build();
        core.journal().attempt(session, EventKind.OUTCOME, run.key().job(), order, event);
    }

    /** Stores the trigger of a locked run again that waits for it. */
    void admitAgain(Passage passage, RunRow run, Instant now) {
        Order order = new Order(Identity.parse(run.identity()), run.standing().attempts());
        Instant until = passage.session()
                .deferrals()
                .find(run.identity(), order.attempt())
                .map(DeferralRow::until)
                .filter(moment -> moment.isAfter(now))
                .orElse(now);
        core.journal()
                .run(passage.session(), EventKind.READMITTED, run.key().job(), order.identity(), JsonObject.empty());
        passage.admit(order.identity(), order.attempt(), until);
    }

    /** Ends the work on an attempt; a trigger that fired meanwhile for when it goes on, and was ignored, is stored again. */
    void leave(Order order) {
        if (core.inFlight().remove(order) && !core.isClosing()) {
            again(order);
        }
    }

    /** Stores the trigger of an attempt again that has fired and led to nothing, if the attempt still waits for it. */
    void again(Order order) {
        try {
            core.door().pass(passage -> {
                Waits.lockClaimable(passage.session(), order)
                        .filter(run -> NextAttempt.isDeferred(run.standing()))
                        .ifPresent(run -> admitAgain(passage, run, Times.millis(core.clock())));
                return true;
            });
        } catch (RuntimeException e) {
            LOG.warn("Run {} is not admitted yet; the next check-in tries again", order.identity(), e);
        }
    }
}
