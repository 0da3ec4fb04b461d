package dev.avow.engine.run;

import dev.avow.db.Slots.LeaseRow;
import dev.avow.db.Slots.ScheduleKey;
import dev.avow.db.Store;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The right to decide a schedule's slots: in a cluster one node builds, and the others do not digest the same inputs.
 * Threads that come together take and release theirs in one transaction.
 *
 * <p>It saves work and decides nothing: whatever two nodes declare, the first that commits wins.
 */
final class Leases {

    private final Store store;
    private final String node;
    private final Beats beats;
    private final GroupCommit<ScheduleKey, Boolean> taking;
    private final GroupCommit<ScheduleKey, Boolean> releasing;

    Leases(Store store, String node, Beats beats, Monotonic time) {
        this.store = store;
        this.node = node;
        this.beats = beats;
        this.taking = GroupCommit.repeatable(time, GroupCommit.PATIENCE);
        this.releasing = GroupCommit.repeatable(time, GroupCommit.PATIENCE);
    }

    /** Takes the lease from nobody, or from a node whose beat stands still; returns false if another node has it. */
    boolean take(ScheduleKey schedule) {
        return taking.pass(schedule, this::takeAll, one -> take(Set.of(one)).contains(one));
    }

    private List<Optional<Boolean>> takeAll(List<ScheduleKey> schedules) {
        Set<ScheduleKey> taken = take(new HashSet<>(schedules));
        return schedules.stream().map(one -> Optional.of(taken.contains(one))).toList();
    }

    private Set<ScheduleKey> take(Set<ScheduleKey> schedules) {
        List<LeaseRow> free = store.read(session -> session.slots().findLeases(schedules)).stream()
                .filter(this::isFree)
                .toList();
        return free.isEmpty()
                ? Set.of()
                : store.write(session -> session.slots().takeLeases(free, node));
    }

    private boolean isFree(LeaseRow lease) {
        return lease.node().isEmpty()
                || lease.node().get().equals(node)
                || beats.standsStill(
                        "lease " + lease.job() + "/" + lease.schedule() + "/" + lease.epoch(), lease.beat());
    }

    void release(ScheduleKey schedule) {
        releasing.pass(schedule, this::releaseAll, one -> release(Set.of(one)));
    }

    private List<Optional<Boolean>> releaseAll(List<ScheduleKey> schedules) {
        release(new HashSet<>(schedules));
        return schedules.stream().map(one -> Optional.of(true)).toList();
    }

    private boolean release(Set<ScheduleKey> schedules) {
        store.writeOnly(session -> session.slots().releaseLeases(schedules, node));
        return true;
    }
}
