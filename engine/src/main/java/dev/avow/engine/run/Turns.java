package dev.avow.engine.run;

import dev.avow.db.Seats.SeatRow;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.run.Seating.Lack;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Admits the runs that queue for seats, longest first, as many as there is room for: with their seats, so that nobody
 * takes those meanwhile. Each is admitted in a transaction of its own.
 */
final class Turns {

    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);
    private static final int BATCH = 100;
    private static final Set<Waiting> FOR_SEATS = EnumSet.of(Waiting.POOL, Waiting.MAX_ACTIVE);
    private static final Set<String> ACTIVE =
            Set.of(RunState.DECLARED.name(), RunState.RETRYING.name(), RunState.RUNNING.name());

    private final Core core;

    /** Pools that were found to be full: who needs one of them too is passed over. */
    private final Set<String> full = new HashSet<>();

    Turns(Core core) {
        this.core = core;
    }

    /** Looks at the pools that a run needs, which may have got room, or somebody who queues. */
    void after(String identity) {
        logged(() -> core.store().read(session -> session.runs().find(identity)).stream()
                .flatMap(run -> Seating.needs(run).stream())
                .map(SeatNeed::pool)
                .forEach(this::next));
    }

    /** Looks at pools that may have got room; a failure is left to the next check-in. */
    void after(Collection<String> pools) {
        logged(() -> pools.forEach(this::next));
    }

    /** Looks at all pools, and takes seats back from runs that do not need them any more. */
    void check() {
        core.store().read(session -> session.seats().idle(ACTIVE, BATCH)).forEach(this::takeBack);
        core.store().read(session -> session.seats().queuedFor()).forEach(this::next);
    }

    private static void logged(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("Runs that wait for seats wait for the next check-in", e);
        }
    }

    private void takeBack(String identity) {
        core.store()
                .writeOnly(session -> session.runs()
                        .lock(identity)
                        .filter(run -> run.standing()
                                        .waiting()
                                        .filter(why -> !why.equals(Waiting.DEFERRED.name()))
                                        .isPresent()
                                || !ACTIVE.contains(run.standing().state()))
                        .filter(run -> session.seats().of(identity).stream().anyMatch(SeatRow::taken))
                        .ifPresent(run -> new Seating(session).leave(run)));
    }

    private void next(String pool) {
        boolean moved = true;
        while (moved && !full.contains(pool)) {
            List<SeatRow> queue = core.store().read(session -> session.seats().queue(pool, full, BATCH));
            moved = false;
            for (int i = 0; i < queue.size() && !full.contains(pool); i++) {
                moved |= offer(queue.get(i).identity());
            }
        }
    }

    /** Returns whether the run was admitted, or another pool was found to be full: so the queue looks different now. */
    private boolean offer(String identity) {
        int fullBefore = full.size();
        boolean admitted = new Readmission(core).admit(identity, FOR_SEATS, (passage, run) -> {
            Optional<Lack> lack = new Seating(passage.session()).offer(run);
            lack.map(Lack::pool).ifPresent(full::add);
            return lack.isEmpty();
        });
        return admitted || full.size() > fullBefore;
    }
}
