package dev.avow.engine.run;

import dev.avow.db.Attempts.Claim;
import dev.avow.db.Attempts.OutputRow;
import dev.avow.db.ContentStore.Kept;
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
import dev.avow.engine.operator.OperatorResult.BytesOutput;
import dev.avow.engine.operator.OperatorResult.FileOutput;
import dev.avow.engine.operator.OperatorResult.Output;
import dev.avow.engine.run.Outcomes.Outcome;
import dev.avow.engine.run.RunNotice.Kind;
import dev.avow.engine.run.Triggers.Order;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
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
            Optional<Claim> claim = claim(order);
            return claim.isEmpty() || execute(permit, claim.get(), files);
        }
        if (decision instanceof Denial denial && denial.reason() == Reason.UNREADABLE && evidence.lostDatabase()) {
            LOG.warn("{} It goes through the gate again when the database is back.", denial.message());
        } else if (decision instanceof Denial denial) {
            new Denials(core).record(order, denial);
        }
        return true;
    }

    private Optional<Claim> claim(Order order) {
        if (core.isClosing()) {
            return Optional.empty();
        }
        Claim claim = new Claim(order.identity().toString(), order.attempt(), core.node(), FIRST_EPOCH);
        try {
            boolean claimed = core.write(session -> claim(session, order, claim));
            if (!claimed) {
                new Turns(core).after(claim.identity());
                return Optional.empty();
            }
            core.store().sync();
            return Optional.of(claim).filter(this::isHeld);
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

    private boolean claim(Session session, Order order, Claim claim) {
        Instant now = Times.millis(core.clock());
        Optional<RunRow> run = Waits.lockClaimable(session, order)
                .filter(row -> core.isOwner(session))
                .filter(row -> !new Pausing(core).hold(session, row, order))
                .filter(row -> !new Waits(core).forSeats(session, row, order));
        if (run.isEmpty() || !session.attempts().claim(claim, now)) {
            return false;
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
        return true;
    }

    private boolean execute(Permit permit, Claim claim, WorkFiles files) {
        Ended ended = threads.run(new ClaimedRun(permit, files));
        Outcome outcome = outcome(permit, claim, ended);
        ended.stuck().ifPresent(over -> outcomes.threadStuck(claim));
        boolean recorded = outcomes.record(outcome);
        if (ended.stuck().isPresent()) {
            var unused = ended.stuck().get().thenRun(() -> outcomes.threadEnded(claim));
        }
        return recorded;
    }

    private Outcome outcome(Permit permit, Claim claim, Ended ended) {
        JsonObject notes = ended.result().map(OperatorResult::notes).orElse(JsonObject.empty());
        List<OutputRow> rows = new ArrayList<>();
        try {
            ResultChecks.check(ended.result());
            ResultChecks.checkGiven(
                    ended.result(), permit.declaration().constraints().outputs());
            for (Output output : ended.result().map(OperatorResult::outputs).orElse(List.of())) {
                rows.add(keep(claim, output));
            }
        } catch (OperatorException e) {
            Ended refused = Ended.failed(Messages.of(e), e.isRetriable());
            return outcome(claim, refused, List.of(), JsonObject.empty());
        } catch (RuntimeException e) {
            return outcome(claim, Ended.failed("Outputs cannot be kept: " + Messages.of(e), true), List.of(), notes);
        }
        return outcome(claim, ended, rows, notes);
    }

    private static Outcome outcome(Claim claim, Ended ended, List<OutputRow> outputs, JsonObject notes) {
        return new Outcome(
                claim,
                ended.state(),
                ended.message(),
                ended.retriable(),
                outputs,
                notes,
                ended.stuck().isPresent(),
                ended.started());
    }

    private Kept keepFile(Path file) {
        try {
            Inputs.refuseSpecial(file);
            return core.store().contents().put(file);
        } catch (IOException e) {
            throw new UncheckedIOException("File " + file + " cannot be read", e);
        }
    }

    private OutputRow keep(Claim claim, Output output) {
        Kept kept = output instanceof BytesOutput bytes
                ? core.store().contents().put(bytes.content())
                : keepFile(((FileOutput) output).file());
        return new OutputRow(
                claim.identity(), claim.attempt(), output.name(), kept.digest(), output.mediaType(), kept.size());
    }
}
