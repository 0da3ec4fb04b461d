package dev.avow.engine.history;

import dev.avow.db.Events.StoredEvent;
import dev.avow.db.Lookups.RunFilter;
import dev.avow.db.Session;
import dev.avow.db.Tallies.StateCount;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.JobStatistics.Spread;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts what became of the runs of a job: the database counts and measures, and events are read page by page. */
final class Statistics {

    private static final Set<String> KINDS = Set.of(EventKind.OUTCOME.name(), EventKind.DENIED.name());

    private long inputTokens;
    private long outputTokens;
    private final TreeMap<String, Long> denials = new TreeMap<>();

    private Statistics() {}

    static JobStatistics of(Session session, String job, Instant from, Instant to) {
        Statistics events = new Statistics();
        RunPages.each(
                session,
                RunFilter.ofJob(job, from, to),
                runs -> session.tallies()
                        .events(runs.get(0), runs.get(runs.size() - 1), KINDS)
                        .forEach(events::count));
        List<StateCount> states = session.tallies().states(job, from, to);
        Map<RunState, Long> runs = new EnumMap<>(RunState.class);
        states.forEach(row -> runs.put(RunState.valueOf(row.state()), row.runs()));
        return new JobStatistics(
                job,
                from,
                to,
                runs,
                states.stream().mapToLong(StateCount::attempts).sum(),
                spread(session.tallies().durations(job, from, to)),
                spread(session.tallies().lateness(job, from, to)),
                events.inputTokens,
                events.outputTokens,
                events.denials);
    }

    private void count(StoredEvent stored) {
        EventBody body = EventBody.of(stored);
        if (stored.event().kind().equals(EventKind.DENIED.name())) {
            denials.merge(body.text("reason"), 1L, Long::sum);
        } else {
            inputTokens += body.note("input_tokens");
            outputTokens += body.note("output_tokens");
        }
    }

    private static Spread spread(dev.avow.db.Tallies.Spread row) {
        return new Spread(
                row.count(),
                Duration.ofMillis(row.min()),
                Duration.ofMillis(row.median()),
                Duration.ofMillis(row.p95()),
                Duration.ofMillis(row.max()));
    }
}
