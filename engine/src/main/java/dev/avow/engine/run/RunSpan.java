package dev.avow.engine.run;

import dev.avow.db.Dues.DueRow;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Runs.Standing;
import dev.avow.db.Session;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.gate.NextAttempt;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long a run may take over all its attempts: a span from the claim of the first one, which ends with the run. A rerun
 * begins another one.
 */
final class RunSpan {

    /** The kind of moment at which a run's span is over; stored. */
    static final String KIND = "RUN_TIMEOUT";

    private final Core core;

    RunSpan(Core core) {
        this.core = core;
    }

    /** Begins the span of a locked run that is claimed now, if it has none, and returns how much of it is left. */
    Optional<Duration> begin(Session session, RunRow run, Instant now) {
        return limit(run).map(limit -> {
            session.dues().insert(new DueRow(run.identity(), KIND, Times.roundedUp(now.plus(limit))));
            Instant end = session.dues().find(run.identity(), KIND).orElseThrow();
            return Duration.between(now, end);
        });
    }

    /** Tells whether the span of a locked run is over. */
    static boolean isOver(Session session, RunRow run, Instant now) {
        return limit(run).isPresent()
                && session.dues()
                        .find(run.identity(), KIND)
                        .filter(end -> !end.isAfter(now))
                        .isPresent();
    }

    /** Ends a locked run that has no live attempt, if its span is over. */
    boolean end(Session session, RunRow run, Instant now) {
        boolean over = NextAttempt.isOpen(run.standing()) && isOver(session, run, now);
        if (over) {
            new Seating(session).leave(run);
            end(
                    session,
                    run,
                    standing(run, run.standing().attempts(), run.standing().detail(), now));
        }
        return over;
    }

    /** Ends a locked run that would be retried, and has no time for that. */
    void end(Session session, RunRow run, Standing timedOut) {
        core.journal()
                .run(
                        session,
                        EventKind.RUN_TIMED_OUT,
                        run.key().job(),
                        Identity.parse(run.identity()),
                        JsonObject.builder().put("message", timedOut.detail()).build());
        new RunEnd(core).reach(session, run, timedOut);
    }

    /** Returns how a run stands whose span is over. */
    static Standing standing(RunRow run, int attempts, String detail, Instant now) {
        String text = message(limit(run).orElseThrow()) + (detail.isEmpty() ? "" : " Before that: " + detail);
        return new Standing(RunState.TIMED_OUT.name(), Optional.empty(), Messages.storable(text), attempts, now);
    }

    static String message(Duration limit) {
        return "Run did not end within " + limit + " of the start of its first attempt.";
    }

    static Optional<Duration> limit(RunRow run) {
        return RunPolicy.parse(run.policy()).limits().run();
    }

    /** Ends a run that was not claimed, if that is since its span is over: what follows is decided behind the door. */
    void endOver(Identity identity) {
        Instant now = Times.millis(core.clock());
        boolean over = core.store()
                .read(session -> session.runs()
                        .find(identity.toString())
                        .filter(run -> isOver(session, run, now))
                        .isPresent());
        if (over) {
            core.door()
                    .pass(passage -> passage.session()
                            .runs()
                            .lock(identity.toString())
                            .filter(run -> core.isOwner(passage.session()))
                            .map(run -> end(passage.session(), run, now))
                            .orElse(false));
        }
    }

    /** Ends the runs whose span is over and that are between two attempts, or deferred; the others end with their attempt. */
    void endOver() {
        new DueRuns(core).visit(KIND, (passage, run, now) -> {
            if (end(passage.session(), run, now)) {
                passage.withdraw(Identity.parse(run.identity()), NextAttempt.number(run.standing()));
            }
        });
    }
}
