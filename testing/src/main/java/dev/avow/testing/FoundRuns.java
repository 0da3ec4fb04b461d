package dev.avow.testing;

import dev.avow.db.ContentStore;
import dev.avow.engine.history.AttemptView.OutputView;
import dev.avow.engine.history.History;
import dev.avow.engine.history.JobView;
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
import java.util.List;
import java.util.stream.Collectors;

/** Finds the runs that a test asks for, or fails by saying which are there. */
final class FoundRuns {

    private final History history;

    FoundRuns(History history) {
        this.history = history;
    }

    RunDetail newest(String job, String task) {
        return views(job).stream()
                .filter(run -> run.task().equals(task))
                .reduce((older, newer) -> newer)
                .map(this::detail)
                .orElseThrow(() -> new AssertionError(
                        "No run of task '" + task + "' of job '" + job + "' is declared.\n" + all()));
    }

    RunDetail of(Identity identity) {
        return history.run(identity)
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
        return history.run(run.identity()).orElseThrow();
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

    static String output(ContentStore contents, RunDetail run, String name) {
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
