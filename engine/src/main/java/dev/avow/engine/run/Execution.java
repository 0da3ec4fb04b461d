package dev.avow.engine.run;

import dev.avow.db.Attempts.Claim;
import dev.avow.db.Attempts.OutputRow;
import dev.avow.engine.gate.Decision;
import dev.avow.engine.gate.Decision.Denial;
import dev.avow.engine.gate.Decision.Permit;
import dev.avow.engine.gate.Reason;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.run.Claiming.Claimed;
import dev.avow.engine.run.Then.Pause;
import dev.avow.engine.run.Triggers.Order;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.quartz.spi.OperableTrigger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The execution step: gate, claim, operator, outcome. */
final class Execution {

    private static final Logger LOG = LoggerFactory.getLogger(Execution.class);

    private final Core core;
    private final AttemptThreads threads;
    private final OutcomeQueue outcomes;

    Execution(Core core, AttemptThreads threads, OutcomeQueue outcomes) {
        this.core = core;
        this.threads = threads;
        this.outcomes = outcomes;
    }

    /** As {@link #run(Order, Optional)}, where whoever calls this ends the fire. */
    void run(Order order) {
        run(order, Optional.empty());
    }

    /**
     * Executes the attempt that a trigger carries, if the gate permits it and nobody else has claimed it.
     *
     * @param fire ends with the outcome, if there is one
     */
    void run(Order order, Optional<OperableTrigger> fire) {
        if (core.isClosing() || !core.inFlight().add(order)) {
            return;
        }
        boolean recorded = true;
        try {
            SeenRun seen = SeenRun.read(core, order.identity());
            if (new Pausing(core).hold(order, seen)) {
                return;
            }
            Optional<WorkFiles> made = workFiles(order);
            if (made.isPresent()) {
                try (WorkFiles files = made.get()) {
                    recorded = run(order, seen, files, fire);
                }
            }
        } finally {
            if (recorded) {
                new Deferring(core).leave(order);
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
    private boolean run(Order order, SeenRun seen, WorkFiles files, Optional<OperableTrigger> fire) {
        StoredEvidence evidence = new StoredEvidence(core, order.identity(), seen, files);
        Decision decision = core.gate().decide(order.identity(), order.attempt(), evidence);
        if (decision instanceof Permit permit) {
            boolean endsAlone = seen.endsAlone();
            Optional<Claimed> claimed = new Claiming(core, permit, seen.beginsAlone()).claim();
            return claimed.isEmpty()
                    || execute(
                            new ClaimedRun(permit, files, evidence.connection(), core.clock()),
                            claimed.get(),
                            fire,
                            endsAlone);
        }
        if (decision instanceof Denial denial && denial.reason() == Reason.UNREADABLE && evidence.lostDatabase()) {
            LOG.warn("{} It goes through the gate again when the database is back.", denial.message());
        } else if (decision instanceof Denial denial) {
            new Denials(core).record(order, denial);
        }
        return true;
    }

    private boolean execute(ClaimedRun run, Claimed claimed, Optional<OperableTrigger> fire, boolean endsAlone) {
        Claim claim = claimed.claim();
        Ended ended = threads.run(run, claimed.left());
        core.guard().tryRefresh(); // why: a secret that changed meanwhile may be in what the operator gave
        Outcome outcome = outcome(run, claim, ended);
        ended.stuck().ifPresent(over -> outcomes.threadStuck(claim));
        boolean recorded = outcomes.record(outcome, fire, endsAlone);
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
            Optional<Pause> pause = DeferralChecks.check(ended.result(), core);
            if (pause.isPresent()) {
                return outcome(
                        claim, ended.deferred(pause.get()), List.of(), JsonObject.empty(), Then.goesOn(pause.get()));
            }
            ResultChecks.checkGiven(
                    ended.result(), run.declaration().constraints().outputs());
            rows = new Outputs(core).keep(claim, ended.result());
        } catch (OperatorException e) {
            Ended refused = ended.refused(Messages.of(core.guard().safe(e)), e.isRetriable());
            return outcome(claim, refused, List.of(), JsonObject.empty(), Then.policy());
        } catch (RuntimeException e) {
            return outcome(
                    claim,
                    ended.refused("Outputs cannot be kept: " + Messages.of(e), true),
                    List.of(),
                    notes,
                    Then.policy());
        }
        return outcome(claim, ended, rows, notes, Then.after(ended.retryAfter()));
    }

    /** Returns a throwable as it may be logged. */
    Throwable safe(Throwable thrown) {
        return core.guard().safe(thrown);
    }

    private Outcome outcome(Claim claim, Ended ended, List<OutputRow> outputs, JsonObject notes, Then then) {
        return new Outcome(
                claim,
                ended.state(),
                core.guard().redact(ended.message()),
                ended.retriable(),
                outputs,
                notes,
                ended.stuck().isPresent(),
                ended.started(),
                then);
    }
}
