package dev.avow.engine.run;

import dev.avow.db.Backfills.BackfillRow;
import dev.avow.db.Backfills.Counts;
import dev.avow.db.Session;
import dev.avow.engine.declaration.Occasion.Slot;
import dev.avow.engine.declaration.Responsible;
import dev.avow.engine.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Slots of one backfill that are declared in one transaction: as many as there is room for, as were made ready within a
 * second, and as come before one that was declared before or is refused. What is stored is what a transaction for each
 * would have stored; slots whose transaction fails have each one of their own.
 */
final class BackfillBatch {

    private static final int MOST = 100;
    private static final long MOST_BYTES = 8L * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(BackfillBatch.class);

    private final Core core;
    private final BoundJob job;
    private final Schedule schedule;
    private int slots;
    private int alone;

    BackfillBatch(Core core, BoundJob job, Schedule schedule) {
        this.core = core;
        this.job = job;
        this.schedule = schedule;
    }

    /** Returns how many slots were declared together last. */
    int slots() {
        return slots;
    }

    /** Declares the next slots together; returns how far the backfill is then, or empty if the next slot goes alone. */
    Optional<BackfillRow> declare(BackfillRow row, int room) {
        if (alone > 0 || room < 2) {
            alone = Math.max(0, alone - 1);
            return Optional.empty();
        }
        List<ReadySlot> ready = ready(row, Math.min(room, MOST));
        return ready.size() < 2 || core.isClosing() ? Optional.empty() : store(row, ready);
    }

    private List<ReadySlot> ready(BackfillRow row, int most) {
        List<ReadySlot> ready = new ArrayList<>();
        long since = core.time().nanos();
        long bytes = 0;
        Optional<ReadySlot> next = next(row, row.doneTo());
        while (next.isPresent()) {
            ReadySlot slot = next.get();
            ready.add(slot);
            bytes += slot.bytes();
            boolean full = ready.size() >= most
                    || bytes >= MOST_BYTES
                    || core.time().nanos() - since >= PATIENCE.toNanos()
                    || core.isClosing();
            next = full ? Optional.empty() : further(row, slot.slot().scheduledFor());
        }
        return ready;
    }

    /** As {@link #next}; one that cannot be made ready ends the batch, and is the next to go alone. */
    private Optional<ReadySlot> further(BackfillRow row, Instant after) {
        try {
            return next(row, after);
        } catch (RuntimeException e) {
            LOG.debug(
                    "A slot of backfill '{}' ends a batch. See the cause.",
                    row.id(),
                    core.guard().safe(e));
            return Optional.empty();
        }
    }

    /** Returns the next slot, if it is to be declared, and can be. */
    private Optional<ReadySlot> next(BackfillRow row, Instant after) {
        return schedule.next(after)
                .filter(next -> !next.isAfter(row.lastFor()))
                .map(next -> Occasions.slot(row.schedule(), schedule, next))
                .filter(slot -> !core.store().read(session -> Roots.areDeclared(session, job, request(slot))))
                .map(slot -> ReadySlot.of(core, job, slot))
                .filter(slot -> slot.refusal().isEmpty());
    }

    private static DeclareRequest request(Slot slot) {
        return new DeclareRequest(slot, Responsible.SCHEDULE, false);
    }

    private Optional<BackfillRow> store(BackfillRow row, List<ReadySlot> ready) {
        try {
            slots = ready.size();
            return core.door()
                    .pass(passage ->
                            BackfillStep.current(passage.session(), row).map(same -> declared(passage, same, ready)));
        } catch (RuntimeException e) {
            alone = ready.size() - 1; // why: the next one goes alone now, and then these
            LOG.debug(
                    "{} slots of backfill '{}' are declared one by one. See the cause.",
                    ready.size(),
                    row.id(),
                    core.guard().safe(e));
            return Optional.empty();
        }
    }

    private BackfillRow declared(Passage passage, BackfillRow row, List<ReadySlot> ready) {
        Session session = passage.session();
        List<Roots> roots =
                ready.stream().flatMap(slot -> slot.roots().stream()).toList();
        core.batchDeclarer()
                .declare(
                        passage,
                        roots.stream().flatMap(one -> one.plain().stream()).toList());
        roots.forEach(one -> one.mapped().forEach(key -> one.ask(session, key)));
        session.backfills()
                .addOccasions(
                        row.id(), ready.stream().map(slot -> slot.slot().key()).toList());
        Counts counts = row.counts();
        BackfillRow moved = row.doneTo(
                ready.get(ready.size() - 1).slot().scheduledFor(),
                new Counts(counts.declared() + ready.size(), counts.existing(), counts.refused()));
        session.backfills().change(moved);
        return moved;
    }
}
