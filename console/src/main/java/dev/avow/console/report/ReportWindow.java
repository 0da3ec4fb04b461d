package dev.avow.console.report;

import java.time.Instant;
import java.util.Optional;

/**
 * Which runs of a job a report shows, by what their occasions are sorted by: their slot, or when they were requested.
 *
 * @param from the first instant, inclusive; empty for all from the oldest on
 * @param to the instant after the last, exclusive; empty for all up to the newest
 * @param limit how many at most, the newest ones: 1 to {@value #MAX_LIMIT}
 */
public record ReportWindow(Optional<Instant> from, Optional<Instant> to, int limit) {

    /** The most runs of a report. */
    public static final int MAX_LIMIT = 10_000;

    /** @throws IllegalArgumentException if it is empty, or the limit is outside its bounds; says what to give */
    public ReportWindow {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("Limit " + limit + " is not valid. Use 1 to " + MAX_LIMIT + ".");
        }
        if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
            throw new IllegalArgumentException(
                    "Window from " + from.get() + " to " + to.get() + " is empty. Let it begin before it ends.");
        }
    }

    boolean isBefore(Instant at) {
        return from.isPresent() && at.isBefore(from.get());
    }

    boolean isAfter(Instant at) {
        return to.isPresent() && !at.isBefore(to.get());
    }

    boolean contains(Instant at) {
        return !isBefore(at) && !isAfter(at);
    }
}
