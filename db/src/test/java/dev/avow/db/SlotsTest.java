package dev.avow.db;

import static dev.avow.db.testing.Rows.NOON;
import static dev.avow.db.testing.Rows.aCursor;
import static dev.avow.db.testing.Rows.aSlot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.db.Slots.CursorRow;
import dev.avow.db.Slots.SlotRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Keeps how far slots are decided, and what was decided. */
class SlotsTest extends StoreContract {

    @Test
    void advances_a_cursor_only_from_where_it_stands() {
        CursorRow cursor = aCursor(job);

        List<Boolean> done = store().write(session -> List.of(
                session.slots().insertCursor(cursor),
                session.slots().insertCursor(new CursorRow(job, "nightly", NOON.plusSeconds(9))),
                session.slots().advance(cursor, NOON.plusSeconds(1)),
                session.slots().advance(cursor, NOON.plusSeconds(2))));

        assertThat(done).containsExactly(true, false, true, false);
        assertThat(store().<Optional<CursorRow>>read(session -> session.slots().findCursor(job, "nightly")))
                .contains(new CursorRow(job, "nightly", NOON.plusSeconds(1)));
    }

    @Test
    void keeps_slots_newest_first() {
        SlotRow older = aSlot(job, NOON);
        SlotRow newer = new SlotRow(
                job, "nightly", NOON.plusSeconds(1), NOON.plusSeconds(5), 5, "SKIPPED", "caught up last", NOON);

        store().writeOnly(session -> {
            session.slots().insertSlot(older);
            session.slots().insertSlot(newer);
        });

        assertThat(store().<List<SlotRow>>read(session -> session.slots().slots(job, "nightly", 10)))
                .containsExactly(newer, older);
    }

    @Test
    void refuses_a_second_decision_on_a_slot() {
        store().writeOnly(session -> session.slots().insertSlot(aSlot(job, NOON)));

        assertThatThrownBy(() -> store().writeOnly(session -> session.slots().insertSlot(aSlot(job, NOON))))
                .isInstanceOf(StoreException.class)
                .hasMessage("Slot 2026-01-05T12:00:00Z of schedule 'nightly' of job '" + job
                        + "' is decided already. Read what was decided.");
    }

    @Test
    void finds_what_is_decided_between_two_moments_oldest_first() {
        store().writeOnly(session -> {
            for (int second : List.of(4, 2, 3, 0, 1)) {
                session.slots().insertSlot(aSlot(job, NOON.plusSeconds(second)));
            }
            session.slots().insertSlot(aSlot("beside " + job, NOON.plusSeconds(2)));
            session.slots()
                    .insertSlot(new SlotRow(
                            job, "weekly", NOON.plusSeconds(2), NOON.plusSeconds(2), 1, "DECLARED", "", NOON));
        });

        assertThat(store().<List<Instant>>read(
                                session -> session.slots().decidedBetween(job, "nightly", NOON, NOON.plusSeconds(3))))
                .containsExactly(NOON.plusSeconds(1), NOON.plusSeconds(2), NOON.plusSeconds(3));
        assertThat(store().<List<Instant>>read(session ->
                        session.slots().decidedBetween(job, "nightly", NOON.plusSeconds(4), NOON.plusSeconds(9))))
                .isEmpty();
    }
}
