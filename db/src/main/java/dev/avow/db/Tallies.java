package dev.avow.db;

import dev.avow.db.Events.StoredEvent;
import dev.avow.db.Runs.RunRow;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Counts and measures the runs of a job whose occasions lie in a span of time; its end does not belong to it. */
public interface Tallies {

    /** Returns how many runs stand in each state, by state. */
    List<StateCount> states(String job, Instant from, Instant to);

    /** Measures how long attempts took that have ended. */
    Spread durations(String job, Instant from, Instant to);

    /** Measures how long after their slot runs started that are the first declaration for it. */
    Spread lateness(String job, Instant from, Instant to);

    /**
     * Returns the events of some kinds of neighbouring runs of a job, in no order.
     *
     * @param newest the first of them in the order of {@link Lookups#page}
     * @param oldest the last of them, which belongs to them
     */
    List<StoredEvent> events(RunRow newest, RunRow oldest, Set<String> kinds);

    /**
     * How many runs stand in a state.
     *
     * @param attempts how many attempts they have
     */
    record StateCount(String state, long runs, long attempts) {}

    /**
     * How durations spread, in milliseconds; all 0 where there is none.
     *
     * @param median the smallest duration that half of them do not exceed
     * @param p95 the smallest one that 95 of 100 do not exceed
     */
    record Spread(long count, long min, long median, long p95, long max) {}
}
