package dev.avow.console;

import dev.avow.engine.history.History;
import dev.avow.engine.history.JobStatistics;
import dev.avow.engine.history.JobView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code avow stats}: what became of a job's runs over a span of time. */
@Command(
        name = "stats",
        mixinStandardHelpOptions = true,
        description = {
            "Counts what became of the runs of a job, or of each job, whose slots or requests lie in a span of time.",
            "Durations are those of attempts that ended. Lateness is from the slot to the start of the first attempt."
                    + " The median is the shortest that half of them do not exceed; p95 the same of 95 of 100."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:done", "1:the store knows no such job", "2:bad usage or time, or no store"})
final class StatsCommand extends LookingCommand {

    private static final Duration SPAN = Duration.ofDays(7);

    private final InstantSource clock;

    @Mixin
    private final OneJob job = new OneJob();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "The first moment of the span: 2026-01-05T03:00:00Z. Default: 7 days before its end.")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "The moment before which it ends. Default: now.")
    private @Nullable String until;

    StatsCommand(Outside outside) {
        super(outside);
        this.clock = outside.clock();
    }

    @Override
    void print(OpenStore store) {
        String givenFrom = since;
        String givenTo = until;
        Instant end =
                givenTo == null ? clock.instant().truncatedTo(ChronoUnit.MILLIS) : Times.parse("--until", givenTo);
        Instant start = givenFrom == null ? end.minus(SPAN) : Times.parse("--since", givenFrom);
        History history = store.history();
        List<JobStatistics> all = jobs(store, history).stream()
                .map(name -> history.statistics(name, start, end))
                .toList();
        if (job.find().isPresent() && !format.json() && !format.csv()) {
            Stats.LISTING.fields(all.get(0), streams.out());
        } else {
            format.print(
                    streams,
                    Stats.LISTING,
                    all,
                    Json.object().put("from", start.toString()).put("to", end.toString()));
        }
    }

    private List<String> jobs(OpenStore store, History history) {
        Optional<String> one = job.find();
        one.ifPresent(store::requireJob);
        return one.map(List::of)
                .orElseGet(() -> history.jobs().stream().map(JobView::name).toList());
    }
}
