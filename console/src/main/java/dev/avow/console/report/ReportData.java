package dev.avow.console.report;

import dev.avow.console.report.Missing.Skipped;
import dev.avow.engine.history.JobView;
import dev.avow.engine.history.SpecChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All that a report shows.
 *
 * @param now the instant as of which it was read
 * @param known the job as the store knows it; empty if it does not
 * @param runs newest occasion first
 * @param changes oldest first
 * @param cut of which kinds of events only the newest were looked at
 */
record ReportData(
        String job,
        ReportWindow window,
        Instant now,
        Optional<JobView> known,
        List<RunFact> runs,
        LeftOut leftOut,
        List<Change> changes,
        List<Missing> missing,
        List<Skipped> skipped,
        Set<String> cut) {

    /**
     * How many runs the store has beside those that are shown.
     *
     * @param newer whether there are runs after the window
     * @param inside of the window, but above the limit
     * @param more whether there are still more of these, uncounted
     * @param older whether there are runs before the window
     */
    record LeftOut(boolean newer, long inside, boolean more, boolean older) {}

    /**
     * A change of a task's spec.
     *
     * @param number from 1, oldest first
     * @param at the slot from which on it held, as far as that is shown; else when it was declared first
     */
    record Change(int number, Instant at, SpecChange change) {

        String anchor() {
            return "change-" + number;
        }
    }

    /** Returns the tasks that have a run or lack one, each after those that it came after. */
    List<String> tasks() {
        return TaskOrder.of(this);
    }

    /** Returns the axis that all plots over time share; empty if there is nothing to show. */
    Optional<TimeAxis> axis() {
        List<Instant> instants = new ArrayList<>();
        runs.forEach(run -> instants.add(run.run().at()));
        missing.forEach(one -> instants.add(one.at()));
        skipped.stream()
                .flatMap(span -> Stream.of(span.first(), span.last()))
                .filter(window::contains)
                .forEach(instants::add);
        if (runs.stream().anyMatch(run -> run.run().at().isAfter(now))) {
            instants.add(now);
        }
        return TimeAxis.over(instants);
    }

    /** Returns how many runs are drawn in the fullest lane at most. */
    long fullest() {
        return tasks().stream().mapToLong(this::runsOf).max().orElse(0);
    }

    private long runsOf(String task) {
        return runs.stream().filter(run -> run.run().task().equals(task)).count();
    }
}
