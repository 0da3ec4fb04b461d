package dev.avow.engine.run;

import dev.avow.db.Slots.LeaseRow;
import dev.avow.db.Store;
import java.util.Optional;

/**
 * The right to decide a schedule's slots: in a cluster one node builds, and the others do not digest the same inputs.
 *
 * <p>It saves work and decides nothing: whatever two nodes declare, the first that commits wins.
 */
final class Leases {

    private final Store store;
    private final String node;
    private final Beats beats;

    Leases(Store store, String node, Beats beats) {
        this.store = store;
        this.node = node;
        this.beats = beats;
    }

    /** Takes the lease from nobody, or from a node whose beat stands still; returns false if another node has it. */
    boolean take(String job, String schedule) {
        Optional<LeaseRow> lease =
                store.read(session -> session.slots().findLease(job, schedule)).filter(this::isFree);
        return lease.isPresent() && store.write(session -> session.slots().takeLease(lease.get(), node));
    }

    private boolean isFree(LeaseRow lease) {
        return lease.node().isEmpty()
                || lease.node().get().equals(node)
                || beats.standsStill(
                        "lease " + lease.job() + "/" + lease.schedule() + "/" + lease.epoch(), lease.beat());
    }

    void release(String job, String schedule) {
        store.writeOnly(session -> session.slots().releaseLease(job, schedule, node));
    }
}
