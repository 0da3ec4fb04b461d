package dev.avow.engine.history;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A job as the store knows it; its definition, and so its next slot, only the program knows that registers it.
 *
 * @param schedules by name, with the moment up to which its slots are decided
 * @param retired which of these the job no longer had when it was registered last: they have no more slots
 * @param running how many of its runs have an attempt that runs
 * @param waiting how many wait for something, without those that were denied
 * @param denied how many wait since the gate denied them
 * @param last of the runs of the newest occasion that which was declared last, if it has runs
 */
public record JobView(
        String name,
        boolean paused,
        SortedMap<String, Instant> schedules,
        SortedSet<String> retired,
        long running,
        long waiting,
        long denied,
        Optional<RunView> last) {

    public JobView {
        schedules = Collections.unmodifiableSortedMap(new TreeMap<>(schedules));
        retired = Collections.unmodifiableSortedSet(new TreeSet<>(retired));
    }
}
