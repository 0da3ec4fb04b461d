package dev.avow.engine.history;

import dev.avow.db.Jobs.CountRow;
import dev.avow.db.Session;
import dev.avow.db.Slots.CursorRow;
import dev.avow.db.Slots.DefinitionRow;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** Makes views of all jobs. */
final class JobViews {

    private static final Set<String> OPEN =
            Set.of(RunState.DECLARED.name(), RunState.RUNNING.name(), RunState.RETRYING.name());

    private static final Optional<String> DENIED = Optional.of(Waiting.DENIED.name());

    private JobViews() {}

    /** @param last finds a job's run of the newest occasion */
    static List<JobView> list(Session session, Function<String, Optional<RunView>> last) {
        Set<String> paused = new HashSet<>(session.jobs().paused());
        List<CountRow> counts = session.jobs().counts(OPEN);
        Map<String, TreeMap<String, Instant>> schedules = new HashMap<>();
        Map<String, TreeSet<String>> retired = new HashMap<>();
        for (DefinitionRow row : session.jobs().cursors()) {
            CursorRow cursor = row.cursor();
            schedules.computeIfAbsent(cursor.job(), job -> new TreeMap<>()).put(cursor.schedule(), cursor.decidedTo());
            if (row.definition().isEmpty()) {
                retired.computeIfAbsent(cursor.job(), job -> new TreeSet<>()).add(cursor.schedule());
            }
        }
        return session.jobs().names().stream()
                .map(job -> new JobView(
                        job,
                        paused.contains(job),
                        schedules.getOrDefault(job, new TreeMap<>()),
                        retired.getOrDefault(job, new TreeSet<>()),
                        sum(counts, job, row -> row.state().equals(RunState.RUNNING.name())),
                        sum(
                                counts,
                                job,
                                row -> row.waiting().isPresent()
                                        && !row.waiting().equals(DENIED)),
                        sum(counts, job, row -> row.waiting().equals(DENIED)),
                        last.apply(job)))
                .toList();
    }

    private static long sum(List<CountRow> counts, String job, Predicate<CountRow> which) {
        return counts.stream()
                .filter(row -> row.job().equals(job))
                .filter(which)
                .mapToLong(CountRow::runs)
                .sum();
    }
}
