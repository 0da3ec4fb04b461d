package dev.avow.engine.run;

import dev.avow.db.Runs.RunRow;
import dev.avow.db.Runs.Standing;
import dev.avow.db.Session;
import dev.avow.engine.gate.Decision.Denial;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.gate.NextAttempt;
import dev.avow.engine.gate.Reason;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.run.Triggers.Order;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores denials: the run stays, with the reason that it waits for; the trigger is spent, the occasion is not. */
final class Denials {

    private static final Logger LOG = LoggerFactory.getLogger(Denials.class);

    /** Denials that are about the trigger, and leave the run where it stands. */
    private static final Set<Reason> OF_TRIGGER =
            EnumSet.of(Reason.NOT_DECLARED, Reason.NOT_ADMITTED, Reason.STALE_TRIGGER);

    private final Core core;

    Denials(Core core) {
        this.core = core;
    }

    void record(Order order, Denial decided) {
        Denial denial =
                new Denial(decided.reason(), Messages.storable(core.guard().redact(decided.message())));
        LOG.warn("{}", denial.message());
        core.write(session -> {
            Optional<RunRow> run = session.runs().lock(order.identity().toString());
            JsonObject body = JsonObject.builder()
                    .put("reason", denial.reason().name())
                    .put("message", denial.message())
                    .put("identity", order.identity().toString())
                    .put("attempt", order.attempt())
                    .build();
            if (run.isEmpty() || denial.reason() == Reason.NOT_DECLARED) {
                // why: an event cannot refer to a declaration that is not there, though a run may be left of it
                String job = run.map(row -> row.key().job()).orElse(Journal.NO_JOB);
                core.journal().job(session, EventKind.DENIED, job, body);
                run.ifPresent(row -> tell(row, denial));
                return true;
            }
            core.journal().run(session, EventKind.DENIED, run.get().key().job(), order.identity(), body);
            if (!OF_TRIGGER.contains(denial.reason())) {
                hold(session, run.get(), order.attempt(), denial);
            }
            tell(run.get(), denial);
            return true;
        });
        new Turns(core).after(order.identity().toString());
    }

    private void tell(RunRow run, Denial denial) {
        Standing was = run.standing();
        Standing denied =
                new Standing(was.state(), was.waiting(), denial.message(), was.attempts(), Times.millis(core.clock()));
        core.telling().noteDenied(run, denied, denial.reason());
    }

    private void hold(Session session, RunRow run, int attempt, Denial denial) {
        Standing was = run.standing();
        if (NextAttempt.isAdmitted(was) && NextAttempt.number(was) == attempt) {
            new Seating(session).leave(run);
            session.runs().change(run.identity(), Set.of(was.state()), standing(session, run, denial));
        }
    }

    private Standing standing(Session session, RunRow run, Denial denial) {
        Standing was = run.standing();
        Instant now = Times.millis(core.clock());
        Optional<Waiting> forNode = OperatorWaits.waiting(denial.reason());
        if (forNode.isEmpty()) {
            Optional<String> denied = Optional.of(Waiting.DENIED.name());
            return new Standing(was.state(), denied, denial.message(), was.attempts(), now);
        }
        String detail = denial.message() + " It is tried again from "
                + OperatorWaits.next(session, run, denial.reason(), now)
                + " on, at a check-in of a node that has it.";
        return new Standing(was.state(), forNode.map(Waiting::name), detail, was.attempts(), now);
    }
}
