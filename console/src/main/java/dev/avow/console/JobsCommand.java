package dev.avow.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avow.engine.history.JobView;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code avow jobs}: the jobs of a store. */
@Command(
        name = "jobs",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the jobs that the store knows: registered with a schedule, declared or paused.",
            "For each schedule it says up to when its slots are decided. The next slot follows from the definition,"
                    + " which only the program has that registers the job."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:done", "2:bad usage, or no store"})
final class JobsCommand implements Callable<Integer> {

    private final Streams streams;

    @Mixin
    private final StoreOptions options;

    @Option(
            names = "--json",
            description = "One JSON document on one line: jobs, each with name, paused, schedules (name, decidedTo),"
                    + " running, waiting, denied, and last, its newest run, if it has runs.")
    private boolean json;

    JobsCommand(Streams streams, Map<String, String> environment) {
        this.streams = streams;
        this.options = new StoreOptions(environment);
    }

    @Override
    public Integer call() {
        try (OpenStore store = options.open()) {
            List<JobView> jobs = store.history().jobs();
            if (json) {
                streams.out().append(Json.line(document(jobs))).append('\n');
            } else {
                table(jobs).printTo(streams.out());
            }
            return Main.DONE;
        }
    }

    private static Table table(List<JobView> jobs) {
        Table table = new Table("JOB", "PAUSED", "RUNNING", "WAITING", "DENIED", "LAST RUN", "SCHEDULES");
        jobs.forEach(job -> table.row(
                job.name(),
                job.paused() ? "yes" : "no",
                Long.toString(job.running()),
                Long.toString(job.waiting()),
                Long.toString(job.denied()),
                job.last()
                        .map(run -> run.occasion() + " " + run.task() + " " + RunTable.state(run))
                        .orElse("-"),
                job.schedules().isEmpty() ? "-" : schedules(job)));
        return table;
    }

    private static String schedules(JobView job) {
        return job.schedules().entrySet().stream()
                .map(schedule -> schedule.getKey() + " decided to " + schedule.getValue())
                .collect(Collectors.joining(", "));
    }

    private static ObjectNode document(List<JobView> jobs) {
        ObjectNode document = Json.object();
        ArrayNode array = document.putArray("jobs");
        for (JobView job : jobs) {
            ObjectNode node = array.addObject().put("name", job.name()).put("paused", job.paused());
            ArrayNode schedules = node.putArray("schedules");
            job.schedules()
                    .forEach((name, decided) ->
                            schedules.addObject().put("name", name).put("decidedTo", decided.toString()));
            node.put("running", job.running()).put("waiting", job.waiting()).put("denied", job.denied());
            job.last().ifPresent(run -> node.set("last", Views.run(run)));
        }
        return document;
    }
}
