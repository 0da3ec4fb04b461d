package dev.avow.engine.run;

import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Session;
import dev.avow.db.Slots.CursorRow;
import dev.avow.engine.dsl.BoundTask;
import dev.avow.engine.run.SlotsGroup.Next;
import dev.avow.engine.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Slots of one schedule that are declared or refused, as many in one transaction as were made ready within a second. What
 * is stored is what a transaction for each would have stored, and a transaction that fails is tried again slot by slot.
 *
 * <p>A slot that the database does not take holds up itself alone: the cursor stays before it, so that it is owed, and the
 * slots after it are decided ahead of the cursor.
 */
final class SlotBatch {

    private static final int MOST = 100;
    private static final long MOST_BYTES = 2L * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(SlotBatch.class);

    private final Core core;
    private final BoundJob job;
    private final Schedule schedule;
    private final List<ReadySlot> ready = new ArrayList<>();
    private long bytes;
    private long since;
    private CursorRow cursor;
    private Optional<RuntimeException> failure = Optional.empty();

    SlotBatch(Core core, BoundJob job, Schedule schedule, CursorRow cursor) {
        this.core = core;
        this.job = job;
        this.schedule = schedule;
        this.cursor = cursor;
    }

    /** Declares slots, oldest first; what is ready and not stored when the engine closes is still owed. */
    void declare(List<Instant> slots) {
        for (Instant slot : slots) {
            if (!core.isClosing()) {
                prepare(slot);
            }
        }
        store();
    }

    /** Throws why a slot is still owed, if one is. */
    void end() {
        failure.ifPresent(e -> {
            throw e;
        });
    }

    private void prepare(Instant slot) {
        if (ready.isEmpty()) {
            since = core.time().nanos();
        }
        try {
            add(ReadySlot.of(core, job, Occasions.slot(cursor.schedule(), schedule, slot)));
        } catch (RuntimeException e) {
            storeBefore(e);
            throw e;
        }
        if (isFull()) {
            store();
        }
    }

    private void add(ReadySlot slot) {
        ready.add(slot);
        bytes += slot.bytes();
    }

    private boolean isFull() {
        return ready.size() >= MOST || bytes >= MOST_BYTES || core.time().nanos() - since >= PATIENCE.toNanos();
    }

    /** The slots before one that cannot be made ready do not wait for it. */
    private void storeBefore(RuntimeException failed) {
        try {
            store();
        } catch (RuntimeException e) {
            failed.addSuppressed(e);
        }
    }

    private void store() {
        List<ReadySlot> slots = List.copyOf(ready);
        ready.clear();
        bytes = 0;
        if (core.isClosing() || slots.isEmpty()) {
            return;
        }
        if (slots.size() == 1 || !storeTogether(slots)) {
            slots.stream().filter(slot -> !core.isClosing()).forEach(this::storeAlone);
        }
    }

    private boolean storeTogether(List<ReadySlot> slots) {
        try {
            cursor = core.slots().apart(passage -> {
                Instant now = Times.millis(core.clock());
                CursorRow moved = move(passage.session(), slots.get(slots.size() - 1));
                passage.session()
                        .batches()
                        .slots(slots.stream()
                                .map(slot -> SlotRows.of(cursor, slot, now))
                                .toList());
                decide(passage, slots);
                return moved;
            });
            return true;
        } catch (CursorMoved moved) {
            throw moved;
        } catch (RuntimeException e) {
            LOG.debug(
                    "{} slots of job '{}', schedule '{}' are decided one by one. See the cause.",
                    slots.size(),
                    cursor.job(),
                    cursor.schedule(),
                    core.guard().safe(e));
            return false;
        }
    }

    /** Keeps the order of events in which the slots come. */
    private void decide(Passage passage, List<ReadySlot> slots) {
        List<Prepared> declared = new ArrayList<>();
        for (ReadySlot slot : slots) {
            slot.roots().ifPresent(roots -> {
                declared.addAll(roots.plain());
                roots.mapped().forEach(key -> roots.ask(passage.session(), key));
            });
            slot.refusal().ifPresent(refusal -> {
                core.batchDeclarer().declare(passage, List.copyOf(declared));
                declared.clear();
                refuse(passage.session(), slot, refusal);
            });
        }
        core.batchDeclarer().declare(passage, declared);
    }

    private void storeAlone(ReadySlot slot) {
        try {
            Function<Passage, CursorRow> alone = passage -> alone(passage, slot);
            cursor = failure.isPresent()
                    ? core.slots().apart(alone)
                    : core.slots().declare(new Next(cursor, slot), new SlotsGroup(core)::declare, alone);
        } catch (CursorMoved moved) {
            throw moved;
        } catch (RuntimeException e) {
            if (DatabaseFaults.mayPass(e)) {
                throw e;
            }
            failure.ifPresentOrElse(first -> first.addSuppressed(e), () -> failure = Optional.of(e));
        }
    }

    private CursorRow alone(Passage passage, ReadySlot slot) {
        CursorRow moved = move(passage.session(), slot);
        passage.session().slots().insertSlot(SlotRows.of(cursor, slot, Times.millis(core.clock())));
        slot.roots().ifPresent(roots -> roots.declare(passage));
        slot.refusal().ifPresent(refusal -> refuse(passage.session(), slot, refusal));
        return moved;
    }

    /** Moves the cursor on, unless a slot before is owed, or finds that somebody else moved it and throws. */
    private CursorRow move(Session session, ReadySlot last) {
        Instant to = failure.isPresent() ? cursor.decidedTo() : last.slot().scheduledFor();
        if (!session.slots().advance(cursor, to)) {
            throw new CursorMoved();
        }
        return new CursorRow(cursor.job(), cursor.schedule(), to);
    }

    private void refuse(Session session, ReadySlot slot, Refusal refusal) {
        for (BoundTask root : job.roots()) {
            OccasionKey key =
                    new OccasionKey(job.name(), root.task().name(), slot.slot().key());
            core.refusals().record(session, key, refusal, false);
            core.refusals().retry(session, key, slot.request(), job.job().refusals(), refusal);
        }
    }
}
