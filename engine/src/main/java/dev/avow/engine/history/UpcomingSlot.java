package dev.avow.engine.history;

import java.time.Instant;
import java.util.List;

/**
 * A slot that has not come.
 *
 * @param occasion the key that its runs have or will have
 * @param decided whether it was declared ahead, or refused so: then the history has the reason
 * @param runs those that were declared ahead; more may follow
 */
public record UpcomingSlot(
        String job, String schedule, Instant at, String occasion, boolean decided, List<RunView> runs) {

    public UpcomingSlot {
        runs = List.copyOf(runs);
    }
}
