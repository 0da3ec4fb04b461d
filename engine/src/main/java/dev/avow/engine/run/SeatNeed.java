package dev.avow.engine.run;

import dev.avow.engine.gate.Waiting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A seat that a run needs while an attempt of it runs: one of its job's, or one of a named pool. */
sealed interface SeatNeed {

    /** Returns the pool's name in the store; a job's own pool has one that no named pool can have. */
    String pool();

    /** What a run that lacks this seat waits for. */
    Waiting reason();

    /** Returns how many seats there are, if that is set. */
    OptionalInt slots(OptionalInt stored);

    /** Returns what a person should know who sees a run wait for this seat. */
    String detail(OptionalInt slots, int taken);

    /** One of the runs that a job may have running at once. */
    record OfJob(String job, int limit) implements SeatNeed {

        @Override
        public String pool() {
            return "job:" + job;
        }

        @Override
        public Waiting reason() {
            return Waiting.MAX_ACTIVE;
        }

        @Override
        public OptionalInt slots(OptionalInt stored) {
            return OptionalInt.of(limit);
        }

        @Override
        public String detail(OptionalInt slots, int taken) {
            return "Job '" + job + "' has " + taken + " of at most " + limit
                    + " active runs, and others may wait before this one. Nothing needs to be done: it starts in its turn.";
        }
    }

    /** A seat of a pool that a person sizes. */
    record OfPool(String pool) implements SeatNeed {

        @Override
        public Waiting reason() {
            return Waiting.POOL;
        }

        @Override
        public OptionalInt slots(OptionalInt stored) {
            return stored;
        }

        @Override
        public String detail(OptionalInt slots, int taken) {
            return slots.isEmpty()
                    ? "Pool '" + pool + "' is not set in this store. Set it with pool(\"" + pool + "\", slots)."
                    : "Pool '" + pool + "' has " + taken + " of " + slots.getAsInt()
                            + " slots taken, and others may wait before this one."
                            + " Nothing needs to be done: it starts in its turn.";
        }
    }

    /** Returns what a run of a job needs, in the order in which all transactions lock pools. */
    static List<SeatNeed> of(String job, OptionalInt maxActiveRuns, Optional<String> pool) {
        List<SeatNeed> needs = new ArrayList<>();
        maxActiveRuns.ifPresent(limit -> needs.add(new OfJob(job, limit)));
        pool.ifPresent(name -> needs.add(new OfPool(name)));
        needs.sort(Comparator.comparing(SeatNeed::pool));
        return List.copyOf(needs);
    }
}
