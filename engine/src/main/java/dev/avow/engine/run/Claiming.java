package dev.avow.engine.run;

import dev.avow.db.Attempts.Claim;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Runs.Standing;
import dev.avow.db.Session;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.gate.NextAttempt;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.run.RunNotice.Kind;
import dev.avow.engine.run.Triggers.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Claims attempts: the next one of a run, or again the one that is deferred. */
final class Claiming {

    private static final int FIRST_EPOCH = 1;

    private final Core core;

    Claiming(Core core) {
        this.core = core;
    }

    /** Claims the attempt, unless its run may not be claimed any more, or must wait. */
    Optional<Claimed> claim(Order order) {
        if (core.isClosing()) {
            return Optional.empty();
        }
        try {
            Optional<Claimed> claimed = core.write(session -> claim(session, order));
            if (claimed.isEmpty()) {
                new RunSpan(core).endOver(order.identity());
                new Turns(core).after(order.identity().toString());
                return Optional.empty();
            }
            core.store().sync();
            return claimed.filter(held -> isHeld(held.claim()));
        } catch (RuntimeException | Error e) {
            core.inFlight().noteUnstarted(order); // why: the claim may be committed all the same, and nothing was done
            throw e;
        }
    }

    /** A node that stood still meanwhile may have lost the claim, and a database that was opened again its commit. */
    private boolean isHeld(Claim claim) {
        return core.store()
                .read(session -> session.attempts().find(claim.identity(), claim.attempt()))
                .filter(row -> row.claim().equals(claim) && row.endedAt().isEmpty())
                .isPresent();
    }

    private Optional<Claimed> claim(Session session, Order order) {
        Instant now = Times.millis(core.clock());
        Optional<RunRow> run = Waits.lockClaimable(session, order)
                .filter(row -> core.isOwner(session))
                .filter(row -> !RunSpan.isOver(session, row, now))
                .filter(row -> NextAttempt.isDeferred(row.standing()) || !new Pausing(core).hold(session, row, order))
                .filter(row -> !new Waits(core).forSeats(session, row, order));
        if (run.isEmpty()) {
            return Optional.empty();
        }
        return NextAttempt.isDeferred(run.get().standing())
                ? resume(session, run.get(), order, now)
                : begin(session, run.get(), order, now);
    }

    private Optional<Claimed> begin(Session session, RunRow run, Order order, Instant now) {
        Claim claim = new Claim(run.identity(), order.attempt(), core.node(), FIRST_EPOCH);
        if (!session.attempts().claim(claim, now)) {
            return Optional.empty();
        }
        Standing running = claimed(session, run, claim, now);
        core.telling().note(Kind.STARTED, run, running);
        Lateness.of(run, running, core.settings().onTime())
                .ifPresent(late -> core.telling().note(Kind.LATE, run, late));
        return Optional.of(new Claimed(claim, new RunSpan(core).begin(session, run, now), Optional.empty()));
    }

    private Optional<Claimed> resume(Session session, RunRow run, Order order, Instant now) {
        JsonObject state = Deferring.state(session, order);
        int epoch = session.attempts()
                .find(run.identity(), order.attempt())
                .orElseThrow()
                .claim()
                .epoch();
        Claim claim = new Claim(run.identity(), order.attempt(), core.node(), epoch + 1);
        if (!session.attempts().resume(claim)) {
            return Optional.empty();
        }
        core.telling().note(Kind.RESUMED, run, claimed(session, run, claim, now));
        return Optional.of(new Claimed(claim, new RunSpan(core).begin(session, run, now), Optional.of(state)));
    }

    private Standing claimed(Session session, RunRow run, Claim claim, Instant now) {
        Standing running = new Standing(RunState.RUNNING.name(), Optional.empty(), "", claim.attempt(), now);
        session.runs().change(claim.identity(), Set.of(run.standing().state()), running);
        JsonObject event = JsonObject.builder()
                .put("node", claim.node())
                .put("epoch", claim.epoch())
                .build();
        Order order = new Order(Identity.parse(claim.identity()), claim.attempt());
        core.journal().attempt(session, EventKind.CLAIMED, run.key().job(), order, event);
        return running;
    }

    /**
     * What was claimed.
     *
     * @param left how much time the run has left, if that is limited
     * @param deferred what the operator deferred the attempt with, if it goes on
     */
    record Claimed(Claim claim, Optional<Duration> left, Optional<JsonObject> deferred) {}
}
