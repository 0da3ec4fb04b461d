package dev.avow.console.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.avow.console.report.Missing.Skipped;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.history.EventView;
import dev.avow.engine.history.History;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Reads what was never declared of a job; not for sharing by threads. */
final class MissingReader {

    private final History history;
    private final String job;
    private final Set<String> cut = new TreeSet<>();

    MissingReader(History history, String job) {
        this.history = history;
        this.job = job;
    }

    /** Returns of which kinds of events only the newest were looked at, after the others were read. */
    Set<String> cut() {
        return cut;
    }

    /**
     * Returns what was never declared, newest first.
     *
     * @param declared tells of an occasion and a task whether there is a run
     * @param shown tells of an instant whether it is to be shown
     */
    List<Missing> missing(Predicate<List<String>> declared, Predicate<Instant> shown) {
        Map<List<String>, Missing> found = new LinkedHashMap<>();
        collect(found, EventKind.UNDECLARED, "reason", "detail");
        collect(found, EventKind.REFUSED, "code", "message");
        return found.values().stream()
                .filter(missing -> shown.test(missing.at()))
                .filter(missing -> !declared.test(List.of(missing.occasion(), missing.task())))
                .sorted(Comparator.comparing(Missing::at)
                        .reversed()
                        .thenComparing(Missing::occasion)
                        .thenComparing(Missing::task))
                .toList();
    }

    private void collect(Map<List<String>, Missing> found, EventKind kind, String code, String why) {
        for (EventView event : events(kind)) {
            JsonNode body = Parsed.json(event.body());
            String task = body.path("task").asText();
            String occasion = body.path("occasion").asText();
            Missing one = new Missing(
                    task,
                    occasion,
                    Parsed.slot(occasion).orElse(event.at()),
                    body.path(code).asText("UNKNOWN"),
                    body.path(why).asText(),
                    event.at(),
                    1);
            found.merge(List.of(occasion, task), one, MissingReader::newer);
        }
    }

    /** Events come newest first; that a task will never be declared says more than that it was refused once. */
    private static Missing newer(Missing known, Missing older) {
        return new Missing(
                known.task(),
                known.occasion(),
                known.at(),
                known.code(),
                known.why(),
                known.noted(),
                known.times() + older.times());
    }

    /** Returns what schedules passed over and touches what is shown, newest first. */
    List<Skipped> skipped(Predicate<Instant> shown) {
        List<Skipped> all = new ArrayList<>();
        for (EventView event : events(EventKind.SKIPPED)) {
            JsonNode body = Parsed.json(event.body());
            Instant first = Parsed.instant(body.path("first").asText()).orElse(event.at());
            Instant last = Parsed.instant(body.path("last").asText()).orElse(event.at());
            if (shown.test(first) || shown.test(last)) {
                all.add(new Skipped(
                        body.path("schedule").asText(),
                        first,
                        last,
                        body.path("slots").asLong(),
                        body.path("catchUp").asText()));
            }
        }
        return all;
    }

    private Collection<EventView> events(EventKind kind) {
        List<EventView> events = history.events(job, kind, History.MAX_LIMIT);
        if (events.size() == History.MAX_LIMIT) {
            cut.add(kind.name());
        }
        return events;
    }
}
