package dev.avow.testing;

import dev.avow.db.ContentStore;
import dev.avow.engine.history.AttemptView.OutputView;
import dev.avow.engine.history.EventPage;
import dev.avow.engine.history.History;
import dev.avow.engine.history.JobView;
import dev.avow.engine.history.Page;
import dev.avow.engine.history.RunDetail;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.run.Preview;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Finds the runs that a test asks for, or fails by saying which are there. */
final class FoundRuns {

    private final History history;

    private final ContentStore contents;
    private final FoundSkips skips;

    FoundRuns(History history, ContentStore contents) {
        this.history = history;
        this.contents = contents;
        this.skips = new FoundSkips(history);
    }

    RunDetail newest(String job, String task) {
        return every(job).stream()
                .filter(run -> run.task().equals(task))
                .max(Comparator.comparing(RunView::declaredAt).thenComparingLong(this::firstEvent))
                .map(this::detail)
                .orElseThrow(() -> new AssertionError("No run of task '" + task + "' of job '" + job
                        + "' is declared.\n" + skips.lines(job, task) + all()));
    }

    /** Returns why a task was skipped the last time. */
    String skipped(String job, String task) {
        return skips.newest(job, task)
                .orElseThrow(() ->
                        new AssertionError("Task '" + task + "' of job '" + job + "' was never skipped.\n" + all()));
    }

    /** Returns the number of the event that declares a run: at a clock that stands, it alone tells what came later. */
    private long firstEvent(RunView run) {
        EventPage page = history.events(run.identity(), History.MAX_LIMIT);
        while (page.earlier() > 0) {
            page = history.events(
                    run.identity(), History.MAX_LIMIT, page.items().get(0).seq());
        }
        return page.items().get(0).seq();
    }

    private List<RunView> every(String job) {
        Page<RunView> page = history.runs(job, History.MAX_LIMIT);
        List<RunView> all = new ArrayList<>(page.items());
        while (page.next().isPresent()) {
            page = history.runs(job, History.MAX_LIMIT, page.next().get());
            all.addAll(page.items());
        }
        return all;
    }

    RunDetail of(Identity identity) {
        return history.run(identity)
                .map(run -> KeptTexts.remember(run, contents))
                .orElseThrow(() -> new AssertionError("No run has the identity " + identity + ".\n" + all()));
    }

    List<RunDetail> of(String job) {
        return views(job).stream().map(this::detail).toList();
    }

    List<RunDetail> of(String job, String task) {
        return views(job).stream()
                .filter(run -> run.task().equals(task))
                .map(this::detail)
                .toList();
    }

    private RunDetail detail(RunView run) {
        return KeptTexts.remember(history.run(run.identity()).orElseThrow(), contents);
    }

    private List<RunView> views(String job) {
        List<RunView> oldestFirst =
                new ArrayList<>(history.runs(job, History.MAX_LIMIT).items());
        Collections.reverse(oldestFirst);
        return oldestFirst;
    }

    /** Returns a line for each run that is there. */
    String all() {
        String lines = history.jobs().stream()
                .map(JobView::name)
                .flatMap(job -> views(job).stream())
                .map(FoundRuns::line)
                .collect(Collectors.joining());
        return lines.isEmpty() ? "There are no runs." : "There are:" + lines;
    }

    private static String line(RunView run) {
        String waits = run.waiting().map(reason -> ", waits: " + reason).orElse("");
        return "\n  " + run.job() + " / " + run.task() + ", " + run.occasion() + ", " + run.state() + waits;
    }

    static Preview preview(List<Preview> previews, String job, String task) {
        List<Preview> ofTask = previews.stream()
                .filter(preview -> preview.declaration().task().equals(task))
                .toList();
        if (ofTask.size() == 1) {
            return ofTask.get(0);
        }
        String there = previews.stream()
                .map(preview -> preview.declaration().task())
                .distinct()
                .collect(Collectors.joining(", "));
        throw new AssertionError("Job '" + job + "' would declare " + ofTask.size() + " runs of task '" + task
                + "' at first, not one. It would declare those of: " + there
                + ". A task after others is declared when these have ended: fire them, and look at its run.");
    }

    String output(RunDetail run, String name) {
        OutputView output = run.attempts().stream().reduce((older, newer) -> newer).stream()
                .flatMap(attempt -> attempt.outputs().stream())
                .filter(view -> view.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Newest attempt has no output '" + name + "'.\n"
                        + line(run.run()).strip()));
        try (InputStream content = contents.open(output.digest().toString())
                .orElseThrow(() -> new AssertionError("Content of output '" + name + "' is not kept."))) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
