package dev.avow.engine.history;

import dev.avow.engine.gate.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of the runs of a job whose occasions lie in a span of time.
 *
 * @param to the moment before which they lie
 * @param runs how many stand in each state; a state without runs is not there
 * @param attempts how many were made
 * @param durations of attempts that have ended
 * @param lateness from the slot to the start of the first attempt; only of slots, and of their first declaration. Tasks
 *     that come after others are as late as those made them
 * @param inputTokens what operators noted as {@code input_tokens}, over all attempts that ended
 * @param outputTokens as {@code output_tokens}
 * @param denials how many there were of each reason
 */
public record JobStatistics(
        String job,
        Instant from,
        Instant to,
        Map<RunState, Long> runs,
        long attempts,
        Spread durations,
        Spread lateness,
        long inputTokens,
        long outputTokens,
        SortedMap<String, Long> denials) {

    public JobStatistics {
        EnumMap<RunState, Long> sorted = new EnumMap<>(RunState.class);
        sorted.putAll(runs);
        runs = Collections.unmodifiableMap(sorted);
        denials = Collections.unmodifiableSortedMap(new TreeMap<>(denials));
    }

    /**
     * How durations spread, exactly and in milliseconds; all zero where there is none.
     *
     * @param median the shortest that half of them do not exceed
     * @param p95 the shortest that 95 of 100 do not exceed
     */
    public record Spread(long count, Duration min, Duration median, Duration p95, Duration max) {}
}
