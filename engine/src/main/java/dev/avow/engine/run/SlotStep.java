package dev.avow.engine.run;

import dev.avow.db.Slots.CursorRow;
import dev.avow.db.Slots.DecidedRow;
import dev.avow.db.Slots.ScheduleKey;
import dev.avow.db.Slots.SlotRow;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.schedule.Schedule;
import dev.avow.engine.schedule.Slots;
import dev.avow.engine.schedule.Slots.Decided;
import dev.avow.engine.schedule.Slots.Owed;
import dev.avow.engine.schedule.Slots.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Decides slots: each one that the cursor passes is declared, refused or skipped, in a transaction of the cursor. Which of
 * them share one is a matter of {@link SlotBatch}.
 */
final class SlotStep {

    private static final int BATCH = 100;

    private final Core core;
    private final InstantSource clock;

    SlotStep(Core core) {
        this.core = core;
        this.clock = core.clock();
    }

    /**
     * Decides all slots of a schedule that are owed by now, or are to be declared ahead, which the clock does somewhat
     * earlier than the definition says; while no other node of the cluster does.
     *
     * @return up to which moment slots are decided now, as the next one comes after it; empty if another node is at it
     */
    Optional<Instant> decideAlone(BoundJob job, String schedule) {
        Duration ahead = WakeUps.ahead(job.job());
        if (!core.settings().clustered()) {
            return Optional.of(decide(job, schedule, ahead));
        }
        ScheduleKey key = new ScheduleKey(job.name(), schedule);
        if (!core.leases().take(key)) {
            return Optional.empty();
        }
        try {
            return Optional.of(decide(job, schedule, ahead));
        } finally {
            core.leases().release(key);
        }
    }

    private Instant decide(BoundJob job, String scheduleName, Duration ahead) {
        Schedule schedule = job.job().schedules().get(scheduleName);
        Instant until = Times.millis(clock).plus(ahead);
        boolean more = schedule != null;
        while (more && schedule != null && !core.isClosing()) {
            Instant now = Times.millis(clock);
            until = now.plus(ahead);
            more = decideBatch(job, scheduleName, schedule, now, until);
        }
        return until;
    }

    private boolean decideBatch(BoundJob job, String name, Schedule schedule, Instant now, Instant horizon) {
        Optional<DecidedRow> found = core.slots().look(new ScheduleKey(job.name(), name));
        if (found.isEmpty()) {
            return false;
        }
        CursorRow cursor = found.get().cursor();
        // why: slots after the cursor are decided where it was set back for a new definition, or one of them could not
        // be
        List<Instant> after = found.get().more()
                ? core.store()
                        .read(session -> session.slots().decidedBetween(job.name(), name, cursor.decidedTo(), horizon))
                : List.of();
        Decided decided = new Decided(cursor.decidedTo(), new TreeSet<>(after));
        Owed owed = Slots.owed(schedule, decided, now, BATCH, core.settings().onTime());
        CursorRow passed = cursor;
        for (Span span : owed.skipped()) {
            passed = skip(passed, schedule, span);
        }
        List<Instant> ahead = List.of();
        if (!owed.more() && horizon.isAfter(now)) {
            Instant from = passed.decidedTo().isAfter(now) ? passed.decidedTo() : now;
            ahead = Slots.between(schedule, from, horizon, decided.ahead(), BATCH);
        }
        SlotBatch batch = new SlotBatch(core, job, schedule, passed);
        batch.declare(owed.due()); // why apart: what is due does not wait until what is not is made ready
        batch.declare(ahead);
        batch.end();
        return owed.more() || owed.due().size() + ahead.size() >= BATCH;
    }

    private CursorRow skip(CursorRow cursor, Schedule schedule, Span span) {
        SlotRow row = SlotRows.skipped(cursor, span, schedule.catchUp().name(), Times.millis(clock));
        JsonObject event = JsonObject.builder()
                .put("schedule", cursor.schedule())
                .put("first", span.first().toString())
                .put("last", span.last().toString())
                .put("slots", span.slots())
                .put("catchUp", schedule.catchUp().name())
                .build();
        return core.slots().apart(passage -> {
            core.journal().job(passage.session(), EventKind.SKIPPED, cursor.job(), event);
            if (!passage.session().slots().advance(cursor, row.lastFor())) {
                throw new CursorMoved();
            }
            passage.session().slots().insertSlot(row);
            return new CursorRow(cursor.job(), cursor.schedule(), row.lastFor());
        });
    }
}
