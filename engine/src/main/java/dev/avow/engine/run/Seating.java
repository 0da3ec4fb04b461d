package dev.avow.engine.run;

import dev.avow.db.Runs.RunRow;
import dev.avow.db.Seats.SeatRow;
import dev.avow.db.Session;
import dev.avow.engine.gate.NextAttempt;
import dev.avow.engine.gate.Waiting;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Gives seats to runs, and takes them back, in the caller's transaction, which has locked the run.
 *
 * <p>All pools that a run needs are locked, in the order of their names, before anybody is counted. So there are never
 * more seats taken than there are, no two transactions wait for each other, and whoever finds a pool full stands in its
 * queue before a seat of it can be given back.
 */
final class Seating {

    private final Session session;

    Seating(Session session) {
        this.session = session;
    }

    /** Gives a run that is about to be claimed its seats, unless it has them, or a place at the end of the queues. */
    Optional<Lack> take(RunRow run) {
        List<SeatNeed> needs = needs(run);
        if (needs.isEmpty() || !session.seats().of(run.identity()).isEmpty()) {
            return Optional.empty(); // why: who has a seat already was given it when its turn came
        }
        Optional<Lack> lack = lack(needs, true);
        insert(run, needs, lack.isEmpty());
        return lack;
    }

    /** Gives a run that queues its seats, or lets it keep its place. */
    Optional<Lack> offer(RunRow run) {
        List<SeatNeed> needs = needs(run);
        Optional<Lack> lack = lack(needs, false);
        if (lack.isEmpty()) {
            session.seats().delete(run.identity());
            insert(run, needs, true);
        }
        return lack;
    }

    /** Takes back what a run has: returns the pools where somebody else's turn may have come. */
    List<String> leave(RunRow run) {
        List<SeatNeed> needs = needs(run);
        if (needs.isEmpty() || session.seats().of(run.identity()).isEmpty()) {
            return List.of();
        }
        List<String> pools = needs.stream().map(SeatNeed::pool).toList();
        pools.forEach(session.seats()::lock);
        session.seats().delete(run.identity());
        return pools;
    }

    static List<SeatNeed> needs(RunRow run) {
        return RunPolicy.parse(run.policy()).needs(run.key().job());
    }

    /** Locks all pools, and returns the first that has no room. */
    private Optional<Lack> lack(List<SeatNeed> needs, boolean behindOthers) {
        Optional<Lack> first = Optional.empty();
        for (SeatNeed need : needs) {
            OptionalInt slots = need.slots(session.seats().lock(need.pool()));
            int taken = session.seats().taken(need.pool());
            boolean full = taken >= slots.orElse(0) || (behindOthers && isQueuedFor(need.pool()));
            if (full && first.isEmpty()) {
                first = Optional.of(new Lack(need.pool(), need.reason(), need.detail(slots, taken)));
            }
        }
        return first;
    }

    private boolean isQueuedFor(String pool) {
        return !session.seats().queue(pool, Set.of(), 1).isEmpty();
    }

    private void insert(RunRow run, List<SeatNeed> needs, boolean taken) {
        int attempt = NextAttempt.number(run.standing());
        for (SeatNeed need : needs) {
            session.seats().insert(new SeatRow(need.pool(), run.identity(), attempt, taken));
        }
    }

    /** Why a run has no seat: the pool without room. */
    record Lack(String pool, Waiting reason, String detail) {}
}
