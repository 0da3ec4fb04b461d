package dev.avow.engine.run;

import dev.avow.db.Slots.CursorRow;
import dev.avow.db.Slots.DecidedRow;
import dev.avow.db.Slots.ScheduleKey;
import dev.avow.db.Store;
import dev.avow.engine.run.SlotsGroup.Next;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * What threads that decide slots at the same time do together: they look at cursors, and declare single slots. What each
 * does apart, a few of them do at a time, so that connections are left to the attempts.
 */
final class SlotSharing {

    private static final int LANES = 5;

    private final Store store;
    private final DeclaringJobStore door;
    private final GroupCommit<ScheduleKey, Optional<DecidedRow>> looks;
    private final GroupCommit<Next, CursorRow> slots;
    private final Semaphore lanes = new Semaphore(LANES, true);

    SlotSharing(Store store, DeclaringJobStore door, Monotonic time) {
        this.door = door;
        this.store = store;
        this.looks = GroupCommit.repeatable(time, GroupCommit.PATIENCE);
        this.slots = GroupCommit.of(time, GroupCommit.PATIENCE);
    }

    /** Returns what is decided of a schedule, as it is stored after this was called; empty if it has no cursor. */
    Optional<DecidedRow> look(ScheduleKey schedule) {
        return looks.pass(
                schedule,
                this::lookAtAll,
                one -> Optional.ofNullable(read(List.of(one)).get(one)));
    }

    private List<Optional<Optional<DecidedRow>>> lookAtAll(List<ScheduleKey> schedules) {
        Map<ScheduleKey, DecidedRow> found = read(schedules);
        return schedules.stream()
                .map(one -> Optional.of(Optional.ofNullable(found.get(one))))
                .toList();
    }

    private Map<ScheduleKey, DecidedRow> read(List<ScheduleKey> schedules) {
        return store.read(session -> session.slots().findDecided(new HashSet<>(schedules)));
    }

    /**
     * Declares a slot, and returns where its cursor stands then.
     *
     * @param alone declares it in a passage
     */
    CursorRow declare(
            Next next, Function<List<Next>, List<Optional<CursorRow>>> together, Function<Passage, CursorRow> alone) {
        return slots.pass(next, together, one -> door.pass(alone), one -> apart(alone));
    }

    /** Returns how many wait to declare with others, and were not taken along yet. */
    int waiting() {
        return slots.waiting();
    }

    /** Returns how many wait to look with others, and were not taken along yet. */
    int looking() {
        return looks.waiting();
    }

    /** Returns how many do something apart. */
    int apart() {
        return LANES - lanes.availablePermits();
    }

    /** Returns how many wait until fewer others do something apart. */
    int waitingApart() {
        return lanes.getQueueLength();
    }

    /** Does something in a transaction that is shared with nobody, as {@link DeclaringJobStore#pass} does. */
    <T> T apart(Function<Passage, T> work) {
        lanes.acquireUninterruptibly();
        try {
            return door.pass(work);
        } finally {
            lanes.release();
        }
    }
}
