package dev.avow.db;

import static dev.avow.db.testing.Rows.NOON;
import static dev.avow.db.testing.Rows.aCursor;
import static dev.avow.db.testing.Rows.aSlot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.db.Slots.CursorRow;
import dev.avow.db.Slots.DecidedRow;
import dev.avow.db.Slots.LeaseRow;
import dev.avow.db.Slots.ScheduleKey;
import dev.avow.db.Slots.SlotRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    void finds_cursors_and_whether_more_is_decided_after_each() {
        String other = "other " + job;
        store().writeOnly(session -> {
            session.slots().insertCursor(new CursorRow(job, "nightly", NOON.plusSeconds(1)));
            session.slots().insertCursor(new CursorRow(job, "weekly", NOON));
            session.slots().insertCursor(new CursorRow(other, "nightly", NOON));
            for (int second : List.of(4, 2, 0, 1)) {
                session.slots().insertSlot(aSlot(job, NOON.plusSeconds(second)));
            }
            session.slots().insertSlot(aSlot(other, NOON));
            session.slots().insertSlot(aSlot("beside " + job, NOON.plusSeconds(2)));
        });

        Map<ScheduleKey, DecidedRow> decided = store().read(session -> session.slots()
                .findDecided(Set.of(
                        new ScheduleKey(job, "nightly"),
                        new ScheduleKey(other, "nightly"),
                        new ScheduleKey(job, "unknown"))));

        assertThat(decided.values())
                .containsExactlyInAnyOrder(
                        new DecidedRow(new CursorRow(job, "nightly", NOON.plusSeconds(1)), true),
                        new DecidedRow(new CursorRow(other, "nightly", NOON), false));
        assertThat(decided)
                .allSatisfy((key, row) -> assertThat(row.cursor().key()).isEqualTo(key));
        assertThat(store().<Map<ScheduleKey, DecidedRow>>read(
                                session -> session.slots().findDecided(Set.of())))
                .isEmpty();
    }

    private boolean take(LeaseRow from, String node) {
        return store().<Set<ScheduleKey>>write(session -> session.slots().takeLeases(List.of(from), node))
                .equals(Set.of(from.key()));
    }

    @Test
    void takes_and_releases_the_leases_of_many_schedules() {
        String other = "other " + job;
        store().writeOnly(session -> {
            session.slots().insertCursor(aCursor(job));
            session.slots().insertCursor(aCursor(other));
        });
        Set<ScheduleKey> keys = Set.of(
                new ScheduleKey(job, "nightly"), new ScheduleKey(other, "nightly"), new ScheduleKey(job, "unknown"));
        List<LeaseRow> free = store().read(session -> session.slots().findLeases(keys));
        take(lease(), "node-a");

        Set<ScheduleKey> taken = store().write(session -> session.slots().takeLeases(free, "node-b"));
        store().writeOnly(session -> session.slots().releaseLeases(keys, "node-b"));

        assertThat(free).hasSize(2);
        assertThat(taken).containsExactly(new ScheduleKey(other, "nightly"));
        assertThat(store().<List<LeaseRow>>read(session -> session.slots().findLeases(keys)))
                .containsExactlyInAnyOrder(
                        new LeaseRow(job, "nightly", Optional.of("node-a"), 0, 1),
                        new LeaseRow(other, "nightly", Optional.empty(), 0, 2));
    }

    @Test
    void gives_a_lease_to_one_node_at_a_time() {
        store().writeOnly(session -> session.slots().insertCursor(aCursor(job)));
        LeaseRow free = lease();

        boolean first = take(free, "node-a");
        boolean second = take(free, "node-b");

        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(lease()).isEqualTo(new LeaseRow(job, "nightly", Optional.of("node-a"), 0, 1));
    }

    @Test
    void takes_no_lease_whose_beat_has_moved() {
        store().writeOnly(session -> session.slots().insertCursor(aCursor(job)));
        take(lease(), job);
        LeaseRow seen = lease();

        int beats = store().write(session -> session.slots().beatLeases(job));
        boolean taken = take(seen, "node-b");

        assertThat(beats).isEqualTo(1);
        assertThat(taken).isFalse();
    }

    @Test
    void releases_a_lease_only_for_the_node_that_has_it() {
        store().writeOnly(session -> session.slots().insertCursor(aCursor(job)));
        take(lease(), "node-a");
        release("node-b");
        assertThat(lease().node()).contains("node-a");

        release("node-a");

        assertThat(lease()).isEqualTo(new LeaseRow(job, "nightly", Optional.empty(), 0, 2));
    }

    private LeaseRow lease() {
        return store().read(session -> session.slots()
                .findLeases(Set.of(new ScheduleKey(job, "nightly")))
                .get(0));
    }

    private void release(String node) {
        store().writeOnly(session -> session.slots().releaseLeases(Set.of(new ScheduleKey(job, "nightly")), node));
    }
}
