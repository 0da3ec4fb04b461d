package dev.avow.engine.run;

import dev.avow.db.Attempts.Claim;
import dev.avow.db.Claims.Free;
import dev.avow.db.Deferrals.DeferralRow;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Runs.Standing;
import dev.avow.db.Session;
import dev.avow.engine.gate.Decision.Permit;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.gate.NextAttempt;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.run.RunNotice.Kind;
import dev.avow.engine.run.Triggers.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Claims attempts: the next one of a run, or again the one that is deferred. */
final class Claiming {

    private static final int FIRST_EPOCH = 1;

    /** Quartz fires up to so much early. */
    private static final Duration EARLY = Duration.ofMillis(2);

    private final Core core;
    private final Permit permit;
    private final Order order;
    private final boolean together;

    /** Whether the attempt is deferred, and does not go on now from what the gate has checked. */
    private boolean again;

    /** Whether the run's job was not paused when the run was locked. */
    private boolean unpaused;

    /**
     * @param permit for the attempt; for one claim
     * @param beginsAlone whether it needs nothing but the run, so that it may be claimed together with others
     */
    Claiming(Core core, Permit permit, boolean beginsAlone) {
        this.core = core;
        this.permit = permit;
        this.together = beginsAlone && permit.deferred().isEmpty();
        this.order = new Order(permit.identity(), permit.attempt());
    }

    /** Claims the attempt, unless its run may not be claimed any more, or must wait. */
    Optional<Claimed> claim() {
        if (core.isClosing()) {
            return Optional.empty();
        }
        try {
            Optional<Claimed> claimed = together
                    ? core.claims()
                            .pass(order, new ClaimsGroup(core)::claim, one -> alone())
                            .get()
                    : alone().get();
            if (claimed.isEmpty()) {
                new RunSpan(core).endOver(order.identity());
                new Turns(core).after(order.identity().toString());
                if (again) {
                    new Deferring(core).again(order);
                }
                return Optional.empty();
            }
            core.store().sync();
            Optional<Claimed> held = claimed.filter(one -> isHeld(one.claim()));
            if (held.isPresent()) {
                core.inFlight().forgetUnstarted(order); // why: an earlier commit that failed did not go through
            }
            return held;
        } catch (RuntimeException | Error e) {
            core.inFlight().noteUnstarted(order); // why: the claim may be committed all the same, and nothing was done
            throw e;
        }
    }

    private Supplier<Optional<Claimed>> alone() {
        Optional<Claimed> claimed = core.write(this::claim);
        return () -> claimed;
    }

    /** A node that stood still meanwhile may have lost the claim, and a database that was opened again its commit. */
    private boolean isHeld(Claim claim) {
        return core.store()
                .read(session -> session.attempts().find(claim.identity(), claim.attempt()))
                .filter(row -> row.claim().equals(claim) && row.endedAt().isEmpty())
                .isPresent();
    }

    private Optional<Claimed> claim(Session session) {
        Instant now = Times.millis(core.clock());
        Optional<RunRow> run = lock(session)
                .filter(row -> !RunSpan.isOver(session, row, now))
                .filter(row -> NextAttempt.isDeferred(row.standing()) || !isHeld(session, row))
                .filter(row -> !new Waits(core).forSeats(session, row, order));
        if (run.isEmpty()) {
            return Optional.empty();
        }
        return NextAttempt.isDeferred(run.get().standing())
                ? resume(session, run.get(), now)
                : begin(session, run.get(), now);
    }

    /**
     * Locks the run, if it may be claimed by this engine. One that nobody else has locked is read together with the owner
     * and the pause; where another transaction has it, these are read after that has ended.
     */
    private Optional<RunRow> lock(Session session) {
        Optional<Free> free = session.claims().lockFree(List.of(order.identity().toString())).stream()
                .findFirst();
        unpaused = free.filter(found -> !found.paused()).isPresent();
        return free.isPresent()
                ? free.filter(found -> found.owner().equals(Optional.of(core.owner())))
                        .map(Free::run)
                        .filter(row -> Waits.isClaimable(row, order))
                : Waits.lockClaimable(session, order).filter(row -> core.isOwner(session));
    }

    /** A pause is locked too, so that it is not over before the wait is stored; where there is none, nothing is. */
    private boolean isHeld(Session session, RunRow run) {
        return !unpaused && new Pausing(core).hold(session, run, order);
    }

    private Optional<Claimed> begin(Session session, RunRow run, Instant now) {
        Claim claim = first(run, order, core.node());
        if (!session.attempts().claim(claim, now)) {
            return Optional.empty();
        }
        tell(core, run, claimed(session, run, claim, now));
        return Optional.of(new Claimed(claim, new RunSpan(core).begin(session, run, now)));
    }

    /** A trigger that fires before its moment, or for what was deferred anew since the gate looked, is stored again. */
    private Optional<Claimed> resume(Session session, RunRow run, Instant now) {
        Optional<DeferralRow> kept = session.deferrals()
                .find(run.identity(), order.attempt())
                .filter(row -> !row.until().isAfter(now.plus(EARLY)))
                .filter(row -> permit.deferred()
                        .equals(Optional.of(CanonicalJson.parseObject(row.body().toArray()))));
        if (kept.isEmpty()) {
            again = true;
            return Optional.empty();
        }
        Claim claim = new Claim(
                run.identity(), order.attempt(), core.node(), kept.get().epoch() + 1);
        if (!session.attempts().resume(claim)) {
            return Optional.empty();
        }
        core.telling().note(Kind.RESUMED, run, claimed(session, run, claim, now));
        return Optional.of(new Claimed(claim, new RunSpan(core).begin(session, run, now)));
    }

    private Standing claimed(Session session, RunRow run, Claim claim, Instant now) {
        Standing running = running(claim, now);
        session.runs().change(claim.identity(), Set.of(run.standing().state()), running);
        core.journal().attempt(session, EventKind.CLAIMED, run.key().job(), order, event(claim));
        return running;
    }

    /** Returns the claim of an attempt that nobody had before. */
    static Claim first(RunRow run, Order order, String node) {
        return new Claim(run.identity(), order.attempt(), node, FIRST_EPOCH);
    }

    /** Returns how a run stands that is claimed. */
    static Standing running(Claim claim, Instant now) {
        return new Standing(RunState.RUNNING.name(), Optional.empty(), "", claim.attempt(), now);
    }

    /** Returns the event of a claim. */
    static JsonObject event(Claim claim) {
        return JsonObject.builder()
                .put("node", claim.node())
                .put("epoch", claim.epoch())
                .build();
    }

    /** Notes that a new attempt starts, and whether that is late. */
    static void tell(Core core, RunRow run, Standing running) {
        core.telling().note(Kind.STARTED, run, running);
        Lateness.of(run, running, core.settings().onTime())
                .ifPresent(late -> core.telling().note(Kind.LATE, run, late));
    }

    /**
     * What was claimed.
     *
     * @param left how much time the run has left, if that is limited
     */
    record Claimed(Claim claim, Optional<Duration> left) {}
}
