package dev.avow.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avow.engine.history.JobView;
import java.util.List;
import java.util.stream.Collectors;

/** Jobs as a listing. */
final class Jobs {

    static final Listing<JobView> ALL = new Listing<>(
            "jobs",
            List.of(
                    Column.text("name", JobView::name).titled("JOB"),
                    Column.<JobView>of("paused", job -> Cell.of(job.paused()))
                            .shown(job -> job.paused() ? "yes" : "no"),
                    Column.number("running", JobView::running),
                    Column.number("waiting", JobView::waiting),
                    Column.number("denied", JobView::denied),
                    Column.<JobView>optional("last", job -> job.last().map(run -> run.identity()))
                            .notShown(),
                    Column.onlyShown("LAST RUN", Jobs::last),
                    Column.<JobView>text("schedules", Jobs::schedules)
                            .shown(job -> job.schedules().isEmpty() ? "-" : schedules(job))),
            Jobs::json);

    private Jobs() {}

    private static String last(JobView job) {
        return job.last()
                .map(run -> run.occasion() + " " + run.task() + " " + RunWords.state(run))
                .orElse("-");
    }

    private static String schedules(JobView job) {
        return job.schedules().entrySet().stream()
                .map(schedule -> schedule.getKey() + " decided to " + schedule.getValue()
                        + (job.retired().contains(schedule.getKey()) ? ", retired" : ""))
                .collect(Collectors.joining("; "));
    }

    private static ObjectNode json(JobView job) {
        ObjectNode node = Json.object().put("name", job.name()).put("paused", job.paused());
        ArrayNode schedules = node.putArray("schedules");
        job.schedules()
                .forEach((name, decided) -> schedules
                        .addObject()
                        .put("name", name)
                        .put("decidedTo", decided.toString())
                        .put("retired", job.retired().contains(name)));
        node.put("running", job.running()).put("waiting", job.waiting()).put("denied", job.denied());
        job.last().ifPresent(run -> node.set("last", Views.run(run)));
        return node;
    }
}
