package dev.avow.engine.run;

import dev.avow.db.Backfills.BackfillRow;
import dev.avow.db.Backfills.Counts;
import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Session;
import dev.avow.engine.declaration.Occasion.Slot;
import dev.avow.engine.declaration.Responsible;
import dev.avow.engine.dsl.BoundTask;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.BackfillView.State;
import dev.avow.engine.schedule.Schedule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Declares the slots of backfills, oldest first, as room frees for them: a slot's declarations and the progress are
 * committed together. Which slots share a transaction is a matter of {@link BackfillBatch}.
 */
final class BackfillStep {

    private static final Logger LOG = LoggerFactory.getLogger(BackfillStep.class);
    private static final int MOST = 100;
    private static final int SLOTS_AT_ONCE = 200;

    private final Core core;

    BackfillStep(Core core) {
        this.core = core;
    }

    /** Goes on with all backfills of jobs that are registered here. */
    void advance() {
        Set<String> jobs = core.registry().all().stream().map(BoundJob::name).collect(Collectors.toSet());
        List<BackfillRow> running =
                core.store().read(session -> session.backfills().inState(State.RUNNING.name(), jobs, MOST));
        Set<String> found = running.stream().map(BackfillRow::job).collect(Collectors.toSet());
        core.backfilling().addAll(found);
        core.backfilling().retainAll(found);
        for (BackfillRow row : running) {
            try {
                core.registry().find(row.job()).ifPresent(job -> advance(job, row));
            } catch (RuntimeException e) {
                LOG.error(
                        "Backfill '{}' goes on later. See the cause.",
                        row.id(),
                        core.guard().safe(e));
            }
        }
    }

    private void advance(BoundJob job, BackfillRow found) {
        Optional<Schedule> schedule = Optional.ofNullable(job.job().schedules().get(found.schedule()));
        if (schedule.isEmpty()) {
            return;
        }
        BackfillBatch batch = new BackfillBatch(core, job, schedule.get());
        Optional<BackfillRow> row = Optional.of(found);
        for (int left = SLOTS_AT_ONCE; left > 0 && row.isPresent() && !core.isClosing(); left--) {
            BackfillRow current = row.get();
            int room = Math.min(left, room(job, current));
            Optional<BackfillRow> together = batch.declare(current, room);
            row = together.isPresent() || room < 1 ? together : next(job, schedule.get(), current);
            left -= together.map(moved -> batch.slots() - 1).orElse(0);
        }
    }

    /** Ends occasions whose runs have all ended, and returns how many may begin. */
    private int room(BoundJob job, BackfillRow row) {
        List<String> active = core.store().read(session -> session.backfills().active(row.id()));
        int left = active.size();
        for (String occasion : active) {
            if (core.store().read(session -> isOver(session, job, occasion))) {
                core.store().writeOnly(session -> session.backfills().end(row.id(), occasion));
                left--;
            }
        }
        return row.maxActive() - left;
    }

    private static boolean isOver(Session session, BoundJob job, String occasion) {
        boolean ended = session.runs().ofOccasion(job.name(), occasion).stream()
                .allMatch(run -> RunState.valueOf(run.standing().state()).isFinal());
        return ended
                && job.tasks().keySet().stream()
                        .map(task -> new OccasionKey(job.name(), task, occasion))
                        .allMatch(key -> session.requests().find(key).isEmpty());
    }

    /** Decides the next slot; returns how far the backfill is then, or empty if it has ended or somebody else went on. */
    private Optional<BackfillRow> next(BoundJob job, Schedule schedule, BackfillRow row) {
        Optional<Instant> slot = schedule.next(row.doneTo()).filter(next -> !next.isAfter(row.lastFor()));
        if (slot.isEmpty()) {
            core.store()
                    .writeOnly(session -> current(session, row)
                            .ifPresent(same -> session.backfills().change(same.in(State.DONE.name()))));
            return Optional.empty();
        }
        return declare(job, row, Occasions.slot(row.schedule(), schedule, slot.get()));
    }

    private Optional<BackfillRow> declare(BoundJob job, BackfillRow row, Slot slot) {
        DeclareRequest request = new DeclareRequest(slot, Responsible.SCHEDULE, false);
        if (core.store().read(session -> Roots.areDeclared(session, job, request))) {
            return core.store().write(session -> current(session, row).map(same -> existing(session, same, slot)));
        }
        Roots roots;
        try {
            roots = Roots.prepare(core, job, request);
        } catch (Refusal refusal) {
            return core.store()
                    .write(session -> current(session, row).map(same -> refused(session, job, same, slot, refusal)));
        }
        return core.door()
                .pass(passage -> current(passage.session(), row).map(same -> declared(passage, same, slot, roots)));
    }

    /** Locks a backfill, if it still stands where it stood: it may have been cancelled, or gone on at another node. */
    static Optional<BackfillRow> current(Session session, BackfillRow row) {
        return session.backfills().lock(row.id()).filter(row::equals);
    }

    private BackfillRow declared(Passage passage, BackfillRow row, Slot slot, Roots roots) {
        roots.declare(passage);
        passage.session().backfills().addOccasion(row.id(), slot.key());
        Counts counts = row.counts();
        return moved(
                passage.session(), row, slot, new Counts(counts.declared() + 1, counts.existing(), counts.refused()));
    }

    private static BackfillRow existing(Session session, BackfillRow row, Slot slot) {
        Counts counts = row.counts();
        return moved(session, row, slot, new Counts(counts.declared(), counts.existing() + 1, counts.refused()));
    }

    private BackfillRow refused(Session session, BoundJob job, BackfillRow row, Slot slot, Refusal refusal) {
        for (BoundTask root : job.roots()) {
            core.refusals()
                    .record(session, new OccasionKey(job.name(), root.task().name(), slot.key()), refusal, false);
        }
        Counts counts = row.counts();
        return moved(session, row, slot, new Counts(counts.declared(), counts.existing(), counts.refused() + 1));
    }

    private static BackfillRow moved(Session session, BackfillRow row, Slot slot, Counts counts) {
        BackfillRow moved = row.doneTo(slot.scheduledFor(), counts);
        session.backfills().change(moved);
        return moved;
    }
}
