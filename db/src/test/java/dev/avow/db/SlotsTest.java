package dev.avow.db;

import static dev.avow.db.testing.Rows.NOON;
import static dev.avow.db.testing.Rows.aCursor;
import static dev.avow.db.testing.Rows.aSlot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.db.Slots.CursorRow;
import dev.avow.db.Slots.DecidedRow;
import dev.avow.db.Slots.LeaseRow;
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

    @Test
    void finds_a_cursor_with_what_is_decided_after_it() {
        assertThat(decided(NOON)).isEmpty();
        store().writeOnly(session -> {
            session.slots().insertCursor(new CursorRow(job, "nightly", NOON.plusSeconds(1)));
            session.slots().insertCursor(new CursorRow(job, "weekly", NOON));
        });
        assertThat(decided(NOON.plusSeconds(9))).contains(new DecidedRow(cursorAt(1), List.of()));

        store().writeOnly(session -> {
            for (int second : List.of(4, 2, 3, 0, 1)) {
                session.slots().insertSlot(aSlot(job, NOON.plusSeconds(second)));
            }
            session.slots().insertSlot(aSlot("beside " + job, NOON.plusSeconds(2)));
        });

        assertThat(decided(NOON.plusSeconds(3)))
                .contains(new DecidedRow(cursorAt(1), List.of(NOON.plusSeconds(2), NOON.plusSeconds(3))));
        assertThat(decided(NOON)).contains(new DecidedRow(cursorAt(1), List.of()));
    }

    private CursorRow cursorAt(int second) {
        return new CursorRow(job, "nightly", NOON.plusSeconds(second));
    }

    private Optional<DecidedRow> decided(Instant upTo) {
        return store().read(session -> session.slots().findDecided(job, "nightly", upTo));
    }

    @Test
    void gives_a_lease_to_one_node_at_a_time() {
        store().writeOnly(session -> session.slots().insertCursor(aCursor(job)));
        LeaseRow free = lease();

        boolean first = store().write(session -> session.slots().takeLease(free, "node-a"));
        boolean second = store().write(session -> session.slots().takeLease(free, "node-b"));

        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(lease()).isEqualTo(new LeaseRow(job, "nightly", Optional.of("node-a"), 0, 1));
    }

    @Test
    void takes_no_lease_whose_beat_has_moved() {
        store().writeOnly(session -> {
            session.slots().insertCursor(aCursor(job));
            session.slots().takeLease(new LeaseRow(job, "nightly", Optional.empty(), 0, 0), job);
        });
        LeaseRow seen = lease();

        int beats = store().write(session -> session.slots().beatLeases(job));
        boolean taken = store().write(session -> session.slots().takeLease(seen, "node-b"));

        assertThat(beats).isEqualTo(1);
        assertThat(taken).isFalse();
    }

    @Test
    void releases_a_lease_only_for_the_node_that_has_it() {
        store().writeOnly(session -> {
            session.slots().insertCursor(aCursor(job));
            session.slots().takeLease(new LeaseRow(job, "nightly", Optional.empty(), 0, 0), "node-a");
            session.slots().releaseLease(job, "nightly", "node-b");
        });
        assertThat(lease().node()).contains("node-a");

        store().writeOnly(session -> session.slots().releaseLease(job, "nightly", "node-a"));

        assertThat(lease()).isEqualTo(new LeaseRow(job, "nightly", Optional.empty(), 0, 2));
    }

    private LeaseRow lease() {
        return store().read(session -> session.slots().findLease(job, "nightly").orElseThrow());
    }
}
