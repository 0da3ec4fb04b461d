package dev.avow.engine.run;

import dev.avow.db.Runs.RunRow;
import dev.avow.db.Runs.Standing;
import dev.avow.db.Session;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.gate.NextAttempt;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.run.Seating.Lack;
import dev.avow.engine.run.Triggers.Order;
import java.util.Optional;
import java.util.Set;

/** Lets runs whose trigger has fired wait instead: no attempt number is used, and the trigger is spent. */
final class Waits {

    private final Core core;

    Waits(Core core) {
        this.core = core;
    }

    /** Returns the run that a trigger is for, locked, if it may be claimed by that trigger. */
    static Optional<RunRow> lockClaimable(Session session, Order order) {
        return session.runs().lock(order.identity().toString()).filter(row -> isClaimable(row, order));
    }

    /** Tells whether a locked run may be claimed by a trigger. */
    static boolean isClaimable(RunRow run, Order order) {
        return NextAttempt.isAdmitted(run.standing()) && NextAttempt.number(run.standing()) == order.attempt();
    }

    /** Gives a run that is about to be claimed the seats that it needs; if it cannot have them, it waits from now on. */
    boolean forSeats(Session session, RunRow run, Order order) {
        Optional<Lack> lack = new Seating(session).take(run);
        lack.ifPresent(found -> begin(session, run, order, found.reason(), found.detail()));
        return lack.isPresent();
    }

    /** Lets a locked run that may be claimed wait from now on. */
    void begin(Session session, RunRow run, Order order, Waiting reason, String detail) {
        Standing was = run.standing();
        Standing waits = new Standing(
                was.state(), Optional.of(reason.name()), detail, was.attempts(), Times.millis(core.clock()));
        session.runs().change(run.identity(), Set.of(was.state()), waits);
        JsonObject event = JsonObject.builder()
                .put("reason", reason.name())
                .put("message", detail)
                .put("attempt", order.attempt())
                .build();
        core.journal().run(session, EventKind.WAITING, run.key().job(), order.identity(), event);
    }
}
