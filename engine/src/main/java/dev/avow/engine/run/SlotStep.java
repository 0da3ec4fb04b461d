package dev.avow.engine.run;

import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Session;
import dev.avow.db.Slots.CursorRow;
import dev.avow.db.Slots.SlotRow;
import dev.avow.db.Store;
import dev.avow.engine.declaration.Occasion.Slot;
import dev.avow.engine.declaration.Responsible;
import dev.avow.engine.dsl.BoundTask;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.schedule.Schedule;
import dev.avow.engine.schedule.Slots;
import dev.avow.engine.schedule.Slots.Decided;
import dev.avow.engine.schedule.Slots.Owed;
import dev.avow.engine.schedule.Slots.Span;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Decides slots: each one that the cursor passes is declared, refused or skipped, in the cursor's transaction. */
final class SlotStep {

    private static final int BATCH = 100;

    private final Core core;
    private final Store store;
    private final InstantSource clock;

    SlotStep(Core core) {
        this.core = core;
        this.store = core.store();
        this.clock = core.clock();
    }

    /**
     * As {@link #decide}, while no other node of the cluster does.
     *
     * @return empty if another node is at it
     */
    Optional<Instant> decideAlone(BoundJob job, String schedule) {
        if (!core.settings().clustered()) {
            return Optional.of(decide(job, schedule));
        }
        Leases leases = core.leases();
        if (!leases.take(job.name(), schedule)) {
            return Optional.empty();
        }
        try {
            return Optional.of(decide(job, schedule));
        } finally {
            leases.release(job.name(), schedule);
        }
    }

    /**
     * Decides all slots of a schedule that are owed by now, or are to be declared ahead.
     *
     * @return up to which moment slots are decided now: the next one comes after it
     */
    Instant decide(BoundJob job, String scheduleName) {
        Schedule schedule = job.job().schedules().get(scheduleName);
        Instant until = Times.millis(clock).plus(job.job().ahead());
        boolean more = schedule != null;
        while (more && schedule != null && !core.isClosing()) {
            until = Times.millis(clock).plus(job.job().ahead());
            more = decideBatch(job, scheduleName, schedule);
        }
        return until;
    }

    private boolean decideBatch(BoundJob job, String name, Schedule schedule) {
        Optional<CursorRow> found = store.read(session -> session.slots().findCursor(job.name(), name));
        if (found.isEmpty()) {
            return false;
        }
        CursorRow cursor = found.get();
        Instant now = Times.millis(clock);
        Instant horizon = now.plus(job.job().ahead());
        Decided decided = decided(cursor, horizon);
        Owed owed = Slots.owed(schedule, decided, now, BATCH, core.settings().onTime());
        for (Span span : owed.skipped()) {
            cursor = skip(cursor, schedule, span);
        }
        List<Instant> due = new ArrayList<>(owed.due());
        if (!owed.more() && horizon.isAfter(now)) {
            Instant from = cursor.decidedTo().isAfter(now) ? cursor.decidedTo() : now;
            due.addAll(Slots.between(schedule, from, horizon, decided.ahead(), BATCH));
        }
        for (Instant slot : due) {
            cursor = declare(job, cursor, Occasions.slot(name, schedule, slot));
        }
        return owed.more() || due.size() >= BATCH;
    }

    /** Slots after the cursor are decided where it was set back for a new definition. */
    private Decided decided(CursorRow cursor, Instant horizon) {
        List<Instant> ahead = store.read(session ->
                session.slots().decidedBetween(cursor.job(), cursor.schedule(), cursor.decidedTo(), horizon));
        return new Decided(cursor.decidedTo(), new TreeSet<>(ahead));
    }

    private CursorRow skip(CursorRow cursor, Schedule schedule, Span span) {
        SlotRow row = row(cursor, span, Decision.SKIPPED, schedule.catchUp().name());
        JsonObject event = JsonObject.builder()
                .put("schedule", cursor.schedule())
                .put("first", span.first().toString())
                .put("last", span.last().toString())
                .put("slots", span.slots())
                .put("catchUp", schedule.catchUp().name())
                .build();
        return core.door().pass(passage -> {
            core.journal().job(passage.session(), EventKind.SKIPPED, cursor.job(), event);
            return advance(passage.session(), cursor, row);
        });
    }

    private CursorRow declare(BoundJob job, CursorRow cursor, Slot slot) {
        Roots roots;
        try {
            roots = Roots.prepare(core, job, new DeclareRequest(slot, Responsible.SCHEDULE, false));
        } catch (Refusal refusal) {
            return refuse(job, cursor, slot, refusal);
        }
        return core.door().pass(passage -> {
            CursorRow moved = advance(passage.session(), cursor, row(cursor, slot, Decision.DECLARED, ""));
            roots.declare(passage, slot.scheduledFor());
            return moved;
        });
    }

    private CursorRow refuse(BoundJob job, CursorRow cursor, Slot slot, Refusal refusal) {
        SlotRow row = row(cursor, slot, Decision.REFUSED, refusal.code().name());
        return core.door().pass(passage -> {
            CursorRow moved = advance(passage.session(), cursor, row);
            for (BoundTask root : job.roots()) {
                OccasionKey key = new OccasionKey(job.name(), root.task().name(), slot.key());
                DeclareRequest request = new DeclareRequest(slot, Responsible.SCHEDULE, false);
                core.refusals().record(passage.session(), key, refusal, false);
                core.refusals().retry(passage.session(), key, request, job.job().refusals(), refusal);
            }
            return moved;
        });
    }

    /** Moves the cursor on and stores the decision, or finds that somebody else did and throws. */
    private static CursorRow advance(Session session, CursorRow from, SlotRow decided) {
        if (!session.slots().advance(from, decided.lastFor())) {
            throw new CursorMoved();
        }
        session.slots().insertSlot(decided);
        return new CursorRow(from.job(), from.schedule(), decided.lastFor());
    }

    private SlotRow row(CursorRow cursor, Slot slot, Decision decision, String reason) {
        return row(cursor, new Span(slot.scheduledFor(), slot.scheduledFor(), 1), decision, reason);
    }

    private SlotRow row(CursorRow cursor, Span span, Decision decision, String reason) {
        return new SlotRow(
                cursor.job(),
                cursor.schedule(),
                span.first(),
                span.last(),
                span.slots(),
                decision.name(),
                reason,
                Times.millis(clock));
    }

    /** What was decided for a slot; the names are stored. */
    private enum Decision {
        DECLARED,
        REFUSED,
        SKIPPED
    }
}
