package dev.avow.engine.run;

import dev.avow.db.Slots.CursorRow;
import dev.avow.db.Slots.SlotRow;
import dev.avow.engine.schedule.Slots.Span;
import java.time.Instant;

/** The rows that say what was decided for slots. */
final class SlotRows {

    private SlotRows() {}

    static SlotRow of(CursorRow cursor, ReadySlot ready, Instant now) {
        Instant at = ready.slot().scheduledFor();
        Decision decision = ready.refusal().isPresent() ? Decision.REFUSED : Decision.DECLARED;
        String reason = ready.refusal().map(refusal -> refusal.code().name()).orElse("");
        return row(cursor, new Span(at, at, 1), decision, reason, now);
    }

    static SlotRow skipped(CursorRow cursor, Span span, String reason, Instant now) {
        return row(cursor, span, Decision.SKIPPED, reason, now);
    }

    private static SlotRow row(CursorRow cursor, Span span, Decision decision, String reason, Instant now) {
        return new SlotRow(
                cursor.job(), cursor.schedule(), span.first(), span.last(), span.slots(), decision.name(), reason, now);
    }

    /** What was decided for a slot; the names are stored. */
    private enum Decision {
        DECLARED,
        REFUSED,
        SKIPPED
    }
}
