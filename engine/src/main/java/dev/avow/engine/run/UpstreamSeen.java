package dev.avow.engine.run;

import dev.avow.db.Runs.RunRow;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How the runs before a task stood when its declaration was made.
 *
 * @param runs by task: their identities and attempts in the order of their elements
 */
record UpstreamSeen(Map<String, String> runs) {

    static UpstreamSeen of(OccasionRuns runs, Set<String> tasks) {
        Map<String, String> seen = new TreeMap<>();
        tasks.forEach(task -> seen.put(
                task, runs.of(task).runs().stream().map(UpstreamSeen::text).collect(Collectors.joining(" "))));
        return new UpstreamSeen(seen);
    }

    private static String text(RunRow run) {
        return run.identity() + "/" + run.standing().attempts();
    }
}
