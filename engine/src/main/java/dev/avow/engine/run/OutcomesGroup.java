package dev.avow.engine.run;

import dev.avow.db.Attempts.Claim;
import dev.avow.db.Attempts.Ending;
import dev.avow.db.Attempts.OutputRow;
import dev.avow.db.Events.EventRow;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Runs.Standing;
import dev.avow.db.Session;
import dev.avow.engine.gate.AttemptState;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.run.Outcomes.Recorded;
import dev.avow.engine.run.Triggers.Order;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.quartz.spi.OperableTrigger;

/**
 * Records outcomes of many attempts in one transaction: successes that nothing but the run's end follows. What {@link
 * Outcomes} would do more for is left out: what is retried, deferred, stale or cancelled, gives back a seat, or leads to other
 * tasks.
 */
final class OutcomesGroup {

    private static final Set<String> RUNNING = Set.of(RunState.RUNNING.name());

    private final Core core;

    OutcomesGroup(Core core) {
        this.core = core;
    }

    /** Returns what became of each; empty for those that are to be recorded alone. */
    List<Optional<Recorded>> record(List<Reported> all) {
        Map<Claim, Plain> recorded = core.door().pass(passage -> record(passage, all));
        // why now: whoever notes a backfill later than this finds the run ended
        return all.stream()
                .map(reported -> Optional.ofNullable(recorded.get(reported.claim()))
                        .map(plain -> new Recorded(true, mayGoOn(plain))))
                .toList();
    }

    private boolean mayGoOn(Plain plain) {
        return core.backfilling().contains(plain.run.key().job());
    }

    private Map<Claim, Plain> record(Passage passage, List<Reported> all) {
        Session session = passage.session();
        Instant now = Times.millis(core.clock());
        Map<Claim, Plain> plain = plain(session, all, now);
        Map<Claim, Ending> endings = new LinkedHashMap<>();
        plain.forEach((claim, one) -> endings.put(claim, one.ending(now)));
        plain.keySet().retainAll(session.batches().end(endings));

        session.attempts().insertOutputs(outputs(plain));
        plain.values().forEach(one -> LostContents.refuse(session, core.store().contents(), one.outcome));
        session.batches().events(plain.values().stream().map(this::event).toList());
        Map<String, Standing> standings = new LinkedHashMap<>();
        plain.values().forEach(one -> standings.put(one.run.identity(), one.end));
        if (!session.batches().change(RUNNING, standings)) {
            throw new IllegalStateException(
                    "Locked runs do not stand as they were read. Restore the database from a backup.");
        }
        plain.values().forEach(one -> core.telling().note(one.run, one.end));
        passage.end(fires(plain));
        return plain;
    }

    /** Returns those that nothing but the end of their run follows, as far as nobody else has locked it. */
    private Map<Claim, Plain> plain(Session session, List<Reported> all, Instant now) {
        List<Reported> successes = all.stream().filter(Reported::isPlain).toList();
        Map<String, RunRow> runs =
                session
                        .runs()
                        .lockFree(successes.stream()
                                .map(one -> one.claim().identity())
                                .toList())
                        .stream()
                        .filter(OutcomesGroup::isPlain)
                        .collect(Collectors.toMap(RunRow::identity, Function.identity()));
        Map<Claim, Plain> plain = new LinkedHashMap<>();
        for (Reported reported : successes) {
            RunRow run = runs.remove(reported.claim().identity()); // why: of two of one run, the second goes alone
            if (run != null) {
                plain.put(reported.claim(), Plain.of(reported, run, now));
            }
        }
        return plain;
    }

    private static boolean isPlain(RunRow run) {
        return RUNNING.contains(run.standing().state())
                && run.standing().waiting().isEmpty()
                && RunPolicy.parse(run.policy()).endsAlone(run.key());
    }

    private EventRow event(Plain one) {
        Claim claim = one.outcome.claim();
        Order order = new Order(Identity.parse(claim.identity()), claim.attempt());
        return core.journal().ofAttempt(EventKind.OUTCOME, one.run.key().job(), order, one.outcome.event());
    }

    private static List<OutputRow> outputs(Map<Claim, Plain> plain) {
        return plain.values().stream()
                .flatMap(one -> one.outcome.outputs().stream())
                .toList();
    }

    private static List<OperableTrigger> fires(Map<Claim, Plain> plain) {
        List<OperableTrigger> fires = new ArrayList<>();
        plain.values().forEach(one -> one.fire.ifPresent(fires::add));
        return fires;
    }

    /**
     * An outcome to be recorded.
     *
     * @param fire ends with it, if there is one
     */
    record Reported(Outcome outcome, Optional<OperableTrigger> fire) {

        private Claim claim() {
            return outcome.claim();
        }

        /** Only a deferral leads to another epoch, and has something to be forgotten. */
        boolean isPlain() {
            return outcome.state() == AttemptState.SUCCEEDED
                    && outcome.then().pause().isEmpty()
                    && !outcome.stuck()
                    && outcome.claim().epoch() == 1;
        }
    }

    /** An outcome with its run, which is locked, and how that stands then. */
    private record Plain(Outcome outcome, Optional<OperableTrigger> fire, RunRow run, Standing end) {

        private static Plain of(Reported reported, RunRow run, Instant now) {
            Outcome outcome = reported.outcome.marked(run);
            Standing end = new Standing(
                    outcome.state().name(),
                    Optional.empty(),
                    outcome.message(),
                    outcome.claim().attempt(),
                    now);
            return new Plain(outcome, reported.fire, run, end);
        }

        private Ending ending(Instant now) {
            return new Ending(end.state(), end.detail(), now);
        }
    }
}
