package dev.avow.examples;

import dev.avow.engine.history.History;
import dev.avow.engine.history.Page;
import dev.avow.engine.history.RunView;
import dev.avow.engine.history.SpecChange;
import dev.avow.engine.history.SpecChange.Difference;
import dev.avow.engine.identity.SpecDigest;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Prints the whole history of a job: each run with its identity, oldest first, and each change of a spec. */
final class HistoryTable {

    private static final int PAGE = 500;
    private static final int SHORT = "sha256:".length() + 12;
    private static final String ROW = "%-71s  %-9s  %-30s  %-11s  %8s  %8s  %s%n";

    private final History history;
    private final String job;

    HistoryTable(History history, String job) {
        this.history = history;
        this.job = job;
    }

    void print(PrintWriter out) {
        List<RunView> runs = runs();
        out.printf("%nHistory of job '%s': %d runs%n%n", job, runs.size());
        out.printf(Locale.ROOT, ROW, "identity", "task", "occasion", "state", "attempts", "duration", "spec");
        runs.forEach(run -> print(run, out));
        out.printf("%nSpecs of its tasks, and the first run of each%n%n");
        history.changes(job).forEach(change -> print(change, out));
    }

    private List<RunView> runs() {
        List<RunView> runs = new ArrayList<>();
        Page<RunView> page = history.runs(job, PAGE);
        runs.addAll(page.items());
        for (Optional<String> next = page.next(); next.isPresent(); next = page.next()) {
            page = history.runs(job, PAGE, next.get());
            runs.addAll(page.items());
        }
        runs.sort(Comparator.comparing(RunView::at).thenComparing(RunView::declaredAt));
        return runs;
    }

    private static void print(RunView run, PrintWriter out) {
        String state = run.waiting().map(Enum::name).orElse(run.state().name());
        String duration = run.duration().map(HistoryTable::seconds).orElse("-");
        out.printf(
                Locale.ROOT,
                ROW,
                run.identity(),
                run.task(),
                run.occasion(),
                state,
                run.attempts(),
                duration,
                shortened(run.spec()));
    }

    private static void print(SpecChange change, PrintWriter out) {
        out.printf("%s  %s%n", change.at(), change.task());
        out.printf("    spec    %s%n", change.to());
        change.from().ifPresent(before -> out.printf("    before  %s%n", before));
        for (Difference difference : change.differences()) {
            out.printf(
                    "    change  %s: %s -> %s%n",
                    difference.pointer(),
                    difference.before().orElse("nothing"),
                    difference.after().orElse("nothing"));
        }
        out.printf("    first   %s%n", change.first());
    }

    private static String shortened(SpecDigest spec) {
        return spec.toString().substring(0, SHORT);
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f s", duration.toMillis() / 1000.0);
    }
}
