package dev.avow.engine.run;

import dev.avow.db.Dues.DueRow;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Runs.Standing;
import dev.avow.db.Session;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.run.RunNotice.Kind;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tells once of each run that has not ended by its deadline. Its row stands until that is told or the run has ended, so
 * that whoever removes the row tells of it.
 */
final class Deadlines {

    /** The kind of moment at which a run should have ended; stored. */
    static final String KIND = "DEADLINE";

    private final Core core;

    Deadlines(Core core) {
        this.core = core;
    }

    /** Sets the deadline of a run that was just declared; one that was redeclared has none. */
    static void set(Session session, RunRow run, RunPolicy policy) {
        due(run, policy, () -> occasion(session, run)).ifPresent(session.dues()::insert);
    }

    /**
     * Returns the deadline of a run that is declared now, if it has one.
     *
     * @param occasion how old its occasion is
     */
    static Optional<DueRow> due(RunRow run, RunPolicy policy, Supplier<Instant> occasion) {
        return policy.limits()
                .deadline()
                .filter(limit -> !policy.redeclared())
                .map(limit -> new DueRow(
                        run.identity(), KIND, Times.roundedUp(occasion.get().plus(limit))));
    }

    /** A manual request is as old as the first of its runs. */
    static Instant occasion(Session session, RunRow run) {
        return session.runs().ofOccasion(run.key().job(), run.key().occasion()).stream()
                .map(RunRow::at)
                .min(Instant::compareTo)
                .orElse(run.at());
    }

    /** Tells of the runs that are late by now. */
    void tell() {
        new DueRuns(core).visit(KIND, (passage, run, now) -> miss(passage.session(), run, run.standing(), now));
    }

    /** Forgets the deadline of a locked run that ends now, and tells of it if it has passed meanwhile. */
    void end(Session session, RunRow run, Standing end) {
        session.dues().find(run.identity(), KIND).ifPresent(at -> {
            if (at.isBefore(end.since())) {
                miss(session, run, run.standing(), end.since());
            } else {
                session.dues().delete(run.identity(), KIND);
            }
        });
    }

    private void miss(Session session, RunRow run, Standing stands, Instant now) {
        Instant deadline = session.dues().find(run.identity(), KIND).orElseThrow();
        session.dues().delete(run.identity(), KIND);
        Identity identity = Identity.parse(run.identity());
        JsonObject event =
                JsonObject.builder().put("deadline", deadline.toString()).build();
        core.journal().run(session, EventKind.DEADLINE_MISSED, run.key().job(), identity, event);
        String detail = "Has not ended by its deadline, " + deadline + ".";
        core.telling()
                .note(Kind.LATE, run, new Standing(stands.state(), stands.waiting(), detail, stands.attempts(), now));
    }
}
