package dev.avow.engine.run;

import dev.avow.db.Attempts.AttemptRow;
import dev.avow.db.Attempts.Claim;
import dev.avow.db.Attempts.Ending;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Runs.Standing;
import dev.avow.db.Session;
import dev.avow.engine.gate.AttemptState;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.run.Triggers.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.quartz.spi.OperableTrigger;

/** Records how attempts ended, together with what follows from it: a retry's trigger, or requests for tasks after it. */
final class Outcomes {

    private final Core core;

    Outcomes(Core core) {
        this.core = core;
    }

    /**
     * Records an outcome under its claim; if that is stale, only that.
     *
     * @param fire ends with it, if there is one
     */
    Recorded record(Outcome outcome, Optional<OperableTrigger> fire) {
        return record(outcome, null, fire);
    }

    /**
     * Records that an attempt ended with its node, and makes every later write of its claim stale.
     *
     * @return false, and nothing recorded, if it has ended or shown life since it was seen
     */
    boolean interrupt(AttemptRow seen, String message) {
        return interrupt(seen, message, true);
    }

    /** As {@link #interrupt}, of an attempt whose operator was never called: another one follows whatever the policy. */
    boolean giveBack(AttemptRow seen, String message) {
        return interrupt(seen, message, false);
    }

    private boolean interrupt(AttemptRow seen, String message, boolean started) {
        Outcome outcome = new Outcome(
                seen.claim(),
                AttemptState.INTERRUPTED,
                message,
                true,
                List.of(),
                JsonObject.empty(),
                false,
                started,
                Then.policy());
        return record(outcome, seen, Optional.empty()).live();
    }

    private Recorded record(Outcome outcome, @Nullable AttemptRow lost, Optional<OperableTrigger> fire) {
        After after = new After();
        boolean live;
        try {
            live = recordEnding(outcome, lost, after, fire);
        } catch (LostContents gone) {
            after.left.clear();
            after.ended = Optional.empty();
            live = recordEnding(outcome.without(gone), lost, after, fire);
        }
        new Turns(core).after(after.left);
        // why now: whoever notes a backfill later than this finds the run ended
        return new Recorded(live, after.ended.filter(this::mayFollow).isPresent());
    }

    /** Records an outcome and ends the fire that led to it, together. */
    private boolean recordEnding(
            Outcome outcome, @Nullable AttemptRow lost, After after, Optional<OperableTrigger> fire) {
        return core.door().pass(passage -> {
            boolean live = record(passage, outcome, lost, after);
            passage.end(fire.stream().toList());
            return live;
        });
    }

    private boolean record(Passage passage, Outcome reported, @Nullable AttemptRow lost, After after) {
        Session session = passage.session();
        Instant now = Times.millis(core.clock());
        Claim claim = reported.claim();
        RunRow run = session.runs().lock(claim.identity()).orElseThrow();
        if (lost != null && !core.isOwner(session)) {
            return false; // why: what another engine runs since it took the store is not lost
        }
        Outcome outcome = Deferring.heedLoss(session, heedCancel(session, reported), lost != null, now)
                .marked(run);
        Ending ending = new Ending(outcome.state().name(), outcome.message(), now);
        boolean live = lost == null
                ? session.attempts().end(claim, ending)
                : session.attempts().fence(lost, ending);
        Order order = new Order(Identity.parse(claim.identity()), claim.attempt());
        if (!live && lost != null) {
            return false; // it has ended by itself meanwhile, or shown life
        }
        if (!live && isRecorded(session, outcome)) {
            return true; // why: the connection was lost during an earlier commit of the same, which went through
        }
        if (!live) {
            core.journal().attempt(session, EventKind.STALE_OUTCOME, run.key().job(), order, outcome.event());
            return false;
        }
        if (outcome.then().pause().isPresent()) {
            new Deferring(core)
                    .record(passage, run, outcome, outcome.then().pause().get());
            return true;
        }
        Deferring.forget(session, claim);
        session.attempts().insertOutputs(outcome.outputs());
        LostContents.refuse(session, core.store().contents(), outcome);
        core.journal().attempt(session, EventKind.OUTCOME, run.key().job(), order, outcome.event());
        after.left.addAll(new Seating(session).leave(run));
        after.ended = Optional.of(run);
        follow(passage, run, order, outcome, now);
        return true;
    }

    /** Tells whether a task may be asked for that is after a run's, or a backfill of its job may go on. */
    private boolean mayFollow(RunRow run) {
        return core.backfilling().contains(run.key().job())
                || !RunPolicy.parse(run.policy())
                        .graph()
                        .after(run.key().task())
                        .isEmpty();
    }

    /** However a cancelled attempt ended, it ended for that, unless it was done before anybody told it. */
    private static Outcome heedCancel(Session session, Outcome outcome) {
        boolean open = outcome.state() != AttemptState.SUCCEEDED && outcome.state() != AttemptState.CANCELLED;
        Claim claim = outcome.claim();
        return open && session.cancels().isMarked(claim.identity(), claim.attempt()) ? outcome.cancelled() : outcome;
    }

    /** Under one claim, with its node and epoch, only its node ends an attempt. */
    private static boolean isRecorded(Session session, Outcome outcome) {
        return session.attempts()
                .find(outcome.claim().identity(), outcome.claim().attempt())
                .filter(row -> row.claim().equals(outcome.claim()))
                .filter(row -> row.state().equals(outcome.state().name()))
                .isPresent();
    }

    private void follow(Passage passage, RunRow run, Order order, Outcome outcome, Instant now) {
        RunPolicy policy = RunPolicy.parse(run.policy());
        Session session = passage.session();
        if (isRetried(session, order, outcome, policy)) {
            if (RunSpan.isOver(session, run, now)) {
                String ended = "Attempt " + order.attempt() + " ended as " + outcome.state() + ": " + outcome.message();
                new RunSpan(core).end(session, run, RunSpan.standing(run, order.attempt(), ended, now));
                return;
            }
            boolean stuck = outcome.stuck() && !policy.retry().beside();
            Optional<String> waiting = stuck ? Optional.of(Waiting.STUCK_THREAD.name()) : Optional.empty();
            Standing retrying =
                    new Standing(RunState.RETRYING.name(), waiting, outcome.message(), order.attempt(), now);
            new RunEnd(core).stand(session, run, retrying);
            if (!stuck) {
                Duration wait = Tries.of(session, order).wait(outcome, policy.retry(), order.identity());
                passage.admit(order.identity(), order.attempt() + 1, now.plus(wait));
            }
            return;
        }
        String end = outcome.state().name(); // why: an attempt's final states are all a run's, under the same names
        Standing standing = new Standing(end, Optional.empty(), outcome.message(), order.attempt(), now);
        new RunEnd(core).reach(session, run, standing);
    }

    private static boolean isRetried(Session session, Order order, Outcome outcome, RunPolicy policy) {
        if (!outcome.started()) {
            return outcome.state() == AttemptState.INTERRUPTED;
        }
        boolean worthIt = switch (outcome.state()) {
            case FAILED -> outcome.retriable();
            case TIMED_OUT -> outcome.retriable() && policy.retry().afterTimeout();
            case INTERRUPTED -> policy.retry().recover();
            default -> false;
        };
        return worthIt && Tries.of(session, order).started() < policy.retry().attempts();
    }

    /**
     * What became of an outcome.
     *
     * @param live whether its claim was: only then it counts
     * @param more whether requests or backfills may be due since
     */
    record Recorded(boolean live, boolean more) {}

    /** What is to be done after the transaction. */
    private static final class After {

        private final List<String> left = new ArrayList<>();
        private Optional<RunRow> ended = Optional.empty();
    }
}
