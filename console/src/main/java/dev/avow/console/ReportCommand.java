package dev.avow.console;

import dev.avow.console.report.Report;
import dev.avow.console.report.ReportWindow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code avow report}: the history of a job as a page. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the history of a job as one HTML page that needs nothing else: the timeline of its runs, where specs"
                    + " changed, durations, lateness, denials, what was never executed, and a table of the runs.",
            "The page says what was left out. Contents of outputs and private values are not on it."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the store does not know the job",
            "2:bad usage, no store, or the file is there already or cannot be written"
        })
final class ReportCommand implements Callable<Integer> {

    private final Streams streams;
    private final InstantSource clock;

    @Mixin
    private final StoreOptions options;

    @Mixin
    private final OneJob job = new OneJob();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "Where the page goes. It is written whole or not at all.")
    private String file = "";

    @Option(names = "--force", description = "Replaces a file that is there.")
    private boolean force;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only runs whose slot or request is not before this: 2026-01-05T03:00:00Z.")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Only runs whose slot or request is before this.")
    private @Nullable String until;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "How many runs at most, the newest: 1 to " + ReportWindow.MAX_LIMIT + ". Default: 1000.")
    private int limit = 1000;

    ReportCommand(Streams streams, Map<String, String> environment, InstantSource clock) {
        this.streams = streams;
        this.options = new StoreOptions(environment);
        this.clock = clock;
    }

    @Override
    public Integer call() {
        ReportWindow window = window();
        String name = job.get();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        NewFile target = new NewFile(file, force);
        target.refuseIfThere();
        try (OpenStore store = options.open()) {
            Report report = Report.read(store.history(), name, window, now);
            if (!report.isKnown()) {
                throw store.unknownJob(name);
            }
            byte[] page = report.html().getBytes(StandardCharsets.UTF_8);
            target.write(page);
            String cut = report.isCut() ? ", the newest of the window; the page says how many are left out" : "";
            streams.out()
                    .append("Wrote " + target.shown() + ": " + page.length + " bytes, runs: " + report.runs() + cut
                            + ".\n");
            return Main.DONE;
        }
    }

    private ReportWindow window() {
        try {
            return new ReportWindow(instant("--since", since), instant("--until", until), limit);
        } catch (IllegalArgumentException e) {
            throw new InputException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Optional<Instant> instant(String option, @Nullable String text) {
        return Optional.ofNullable(text).map(given -> Times.parse(option, given));
    }
}
