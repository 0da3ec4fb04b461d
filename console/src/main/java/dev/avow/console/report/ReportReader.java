package dev.avow.console.report;

import dev.avow.console.report.Missing.Skipped;
import dev.avow.console.report.ReportData.Change;
import dev.avow.console.report.ReportData.LeftOut;
import dev.avow.engine.history.History;
import dev.avow.engine.history.HistoryQuery;
import dev.avow.engine.history.JobView;
import dev.avow.engine.history.Page;
import dev.avow.engine.history.RunView;
import dev.avow.engine.history.SpecChange;
import dev.avow.engine.identity.Identity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Reads a report's data, page by page; for one report. */
final class ReportReader {

    /** How many of the runs above the limit are counted. */
    static final int COUNTED = 4000;

    private final History history;
    private final String job;
    private final ReportWindow window;
    private final Instant now;
    private final List<RunView> shown = new ArrayList<>();

    /** Occasions and tasks of all runs that were read, also of those above the limit. */
    private final Set<List<String>> declared = new HashSet<>();

    private long inside;
    private boolean more;

    ReportReader(History history, String job, ReportWindow window, Instant now) {
        this.history = history;
        this.job = job;
        this.window = window;
        this.now = now;
    }

    ReportData read() {
        choose();
        RunFacts facts = new RunFacts(history, now);
        List<RunFact> runs = shown.stream().map(facts::of).toList();
        Predicate<Instant> visible = at -> window.contains(at) && !isCutOff(at);
        MissingReader missing = new MissingReader(history, job);
        List<Missing> never = missing.missing(this::isDeclared, visible);
        List<Skipped> skipped = missing.skipped(visible);
        return new ReportData(
                job,
                window,
                now,
                known(),
                runs,
                new LeftOut(
                        window.to().filter(to -> isAny(ofJob().from(to))).isPresent(),
                        inside,
                        more,
                        window.from().filter(from -> isAny(ofJob().to(from))).isPresent()),
                changes(visible),
                never,
                skipped,
                missing.cut());
    }

    private Optional<JobView> known() {
        return history.jobs().stream().filter(view -> view.name().equals(job)).findFirst();
    }

    /** What is older than the oldest run that is shown is left out where runs are. */
    private boolean isCutOff(Instant at) {
        return inside > 0 && at.isBefore(shown.get(shown.size() - 1).at());
    }

    /** An occasion can be of another moment than the event that tells of it. */
    private boolean isDeclared(List<String> key) {
        return declared.contains(key)
                || history.occasion(job, key.get(0)).stream()
                        .anyMatch(run -> run.task().equals(key.get(1)));
    }

    private HistoryQuery ofJob() {
        return HistoryQuery.runs().job(job);
    }

    private boolean isAny(HistoryQuery query) {
        return !history.runs(query, 1).items().isEmpty();
    }

    private void choose() {
        HistoryQuery query = window.from().map(ofJob()::from).orElseGet(this::ofJob);
        HistoryQuery bounded = window.to().map(query::to).orElse(query);
        Page<RunView> page = history.runs(bounded, History.MAX_LIMIT);
        while (take(page) && page.next().isPresent()) {
            page = history.runs(bounded, History.MAX_LIMIT, page.next().get());
        }
    }

    /** Returns whether the page after this one matters. */
    private boolean take(Page<RunView> page) {
        for (RunView run : page.items()) {
            if (inside == COUNTED) {
                more = true;
                return false;
            }
            declared.add(List.of(run.occasion(), run.task()));
            if (shown.size() < window.limit()) {
                shown.add(run);
            } else {
                inside++;
            }
        }
        return true;
    }

    private List<Change> changes(Predicate<Instant> visible) {
        Map<Identity, Instant> slots = new HashMap<>();
        shown.forEach(run -> slots.put(run.identity(), run.at()));
        List<Change> changes = new ArrayList<>();
        for (SpecChange change : history.changes(job)) {
            Instant at = slots.getOrDefault(change.first(), change.at());
            if (change.from().isPresent() && visible.test(at)) {
                changes.add(new Change(changes.size() + 1, at, change));
            }
        }
        return changes;
    }
}
