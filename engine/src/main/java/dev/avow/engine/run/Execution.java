package dev.avow.engine.run;

import dev.avow.db.Attempts.Claim;
import dev.avow.db.Attempts.OutputRow;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Runs.Standing;
import dev.avow.db.Session;
import dev.avow.engine.gate.Decision;
import dev.avow.engine.gate.Decision.Denial;
import dev.avow.engine.gate.Decision.Permit;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.gate.Reason;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.run.Outcomes.Outcome;
import dev.avow.engine.run.RunNotice.Kind;
import dev.avow.engine.run.Triggers.Order;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The execution step: gate, claim, operator, outcome. */
final class Execution {

    private static final Logger LOG = LoggerFactory.getLogger(Execution.class);
    private static final int FIRST_EPOCH = 1;

    private final Core core;
    private final AttemptThreads threads;
    private final OutcomeQueue outcomes;

    Execution(Core core, AttemptThreads threads, OutcomeQueue outcomes) {
        this.core = core;
        this.threads = threads;
        this.outcomes = outcomes;
    }

    /** Executes the attempt that a trigger carries, if the gate permits it and nobody else has claimed it. */
    void run(Order order) {
        if (core.isClosing() || !core.inFlight().add(order)) {
            return;
        }
        boolean recorded = true;
        try {
            if (new Pausing(core).hold(order)) {
                return;
            }
            Optional<WorkFiles> made = workFiles(order);
            if (made.isPresent()) {
                try (WorkFiles files = made.get()) {
                    recorded = run(order, files);
                }
            }
        } finally {
            if (recorded) {
                core.inFlight().remove(order);
            }
        }
    }

    private Optional<WorkFiles> workFiles(Order order) {
        try {
            return Optional.of(WorkFiles.in(core.settings().workFolder()));
        } catch (UncheckedIOException e) {
            String message = "Run denied, UNREADABLE: " + order.identity() + ", " + e.getMessage()
                    + ". Make room there, then release the run.";
            new Denials(core).record(order, new Denial(Reason.UNREADABLE, message));
            return Optional.empty();
        }
    }

    /** Returns whether nothing is left to record. */
    private boolean run(Order order, WorkFiles files) {
        StoredEvidence evidence = new StoredEvidence(core, order.identity(), files);
        Decision decision = core.gate().decide(order.identity(), order.attempt(), evidence);
        if (decision instanceof Permit permit) {
            Optional<Claimed> claimed = claim(order);
            return claimed.isEmpty()
                    || execute(new ClaimedRun(permit, files, evidence.connection(), core.clock()), claimed.get());
        }
        if (decision instanceof Denial denial && denial.reason() == Reason.UNREADABLE && evidence.lostDatabase()) {
            LOG.warn("{} It goes through the gate again when the database is back.", denial.message());
        } else if (decision instanceof Denial denial) {
            new Denials(core).record(order, denial);
        }
        return true;
    }

    private Optional<Claimed> claim(Order order) {
        if (core.isClosing()) {
            return Optional.empty();
        }
        Claim claim = new Claim(order.identity().toString(), order.attempt(), core.node(), FIRST_EPOCH);
        try {
            Optional<Claimed> claimed = core.write(session -> claim(session, order, claim));
            if (claimed.isEmpty()) {
                new RunSpan(core).endOver(order.identity());
                new Turns(core).after(claim.identity());
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

    private Optional<Claimed> claim(Session session, Order order, Claim claim) {
        Instant now = Times.millis(core.clock());
        Optional<RunRow> run = Waits.lockClaimable(session, order)
                .filter(row -> core.isOwner(session))
                .filter(row -> !RunSpan.isOver(session, row, now))
                .filter(row -> !new Pausing(core).hold(session, row, order))
                .filter(row -> !new Waits(core).forSeats(session, row, order));
        if (run.isEmpty() || !session.attempts().claim(claim, now)) {
            return Optional.empty();
        }
        Standing running = new Standing(RunState.RUNNING.name(), Optional.empty(), "", order.attempt(), now);
        session.runs().change(claim.identity(), Set.of(run.get().standing().state()), running);
        JsonObject event = JsonObject.builder()
                .put("node", claim.node())
                .put("epoch", claim.epoch())
                .build();
        core.journal().attempt(session, EventKind.CLAIMED, run.get().key().job(), order, event);
        core.telling().note(Kind.STARTED, run.get(), running);
        Lateness.of(run.get(), running, core.settings().onTime())
                .ifPresent(late -> core.telling().note(Kind.LATE, run.get(), late));
        return Optional.of(new Claimed(claim, new RunSpan(core).begin(session, run.get(), now)));
    }

    private boolean execute(ClaimedRun run, Claimed claimed) {
        Claim claim = claimed.claim();
        Ended ended = threads.run(run, claimed.left());
        core.guard().tryRefresh(); // why: a secret that changed meanwhile may be in what the operator gave
        Outcome outcome = outcome(run, claim, ended);
        ended.stuck().ifPresent(over -> outcomes.threadStuck(claim));
        boolean recorded = outcomes.record(outcome);
        if (ended.stuck().isPresent()) {
            var unused = ended.stuck().get().thenRun(() -> outcomes.threadEnded(claim));
        }
        return recorded;
    }

    private Outcome outcome(ClaimedRun run, Claim claim, Ended ended) {
        JsonObject notes = ended.result().map(OperatorResult::notes).orElse(JsonObject.empty());
        List<OutputRow> rows;
        try {
            ResultChecks.check(ended.result());
            ResultChecks.checkGiven(
                    ended.result(), run.declaration().constraints().outputs());
            rows = new Outputs(core).keep(claim, ended.result());
        } catch (OperatorException e) {
            Ended refused = Ended.failed(Messages.of(core.guard().safe(e)), e.isRetriable());
            return outcome(claim, refused, List.of(), JsonObject.empty());
        } catch (RuntimeException e) {
            return outcome(claim, Ended.failed("Outputs cannot be kept: " + Messages.of(e), true), List.of(), notes);
        }
        return outcome(claim, ended, rows, notes);
    }

    /** Returns a throwable as it may be logged. */
    Throwable safe(Throwable thrown) {
        return core.guard().safe(thrown);
    }

    private Outcome outcome(Claim claim, Ended ended, List<OutputRow> outputs, JsonObject notes) {
        return new Outcome(
                claim,
                ended.state(),
                core.guard().redact(ended.message()),
                ended.retriable(),
                outputs,
                notes,
                ended.stuck().isPresent(),
                ended.started());
    }

    /**
     * What was claimed.
     *
     * @param left how much time the run has left, if that is limited
     */
    private record Claimed(Claim claim, Optional<Duration> left) {}
}
