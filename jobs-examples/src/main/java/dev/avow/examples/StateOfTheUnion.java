package dev.avow.examples;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.RetryPolicy.retries;
import static dev.avow.engine.schedule.FixedRate.every;
import static dev.avow.examples.summary.Summaries.measures;
import static dev.avow.examples.summary.Summaries.sentences;
import static dev.avow.examples.summary.Summaries.summary;
import static dev.avow.operators.Source.input;
import static dev.avow.operators.Source.upstream;
import static dev.avow.operators.embedding.Embeddings.embedding;

import dev.avow.db.StoreException;
import dev.avow.engine.EngineException;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.dsl.JobBuilder;
import dev.avow.engine.dsl.RetryPolicy;
import dev.avow.engine.history.History;
import dev.avow.engine.run.Avow;
import dev.avow.engine.schedule.CatchUp;
import dev.avow.engine.schedule.FixedRate;
import dev.avow.operators.embedding.MiniLm;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Summarises State of the Union addresses, one at each slot of a schedule, with real models in this JVM; changes the
 * job's definition on the way; and shows the identities of all that was ever declared in its directory.
 *
 * <p>Started again on the same directory, it finishes what was left unfinished, and goes on with the slots that follow.
 * Slots that pass while nobody looks are skipped, but for the last one.
 */
@Command(
        name = "state-of-the-union",
        description = "Runs a recurring job that summarises State of the Union addresses, and prints its history.",
        sortOptions = false)
public final class StateOfTheUnion implements Callable<Integer> {

    /** The name of the job. */
    static final String JOB = "state-of-the-union";

    private static final int SENTENCES_BEFORE = 5;
    private static final int SENTENCES_AFTER = 7;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final RetryPolicy THRICE = retries(3).backoff(Duration.ofSeconds(1));

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "avow-data",
            description = "where the input and the store are kept; default: ${DEFAULT-VALUE}")
    private Path dir = Path.of("avow-data");

    @Option(
            names = "--occasions",
            paramLabel = "N",
            defaultValue = "6",
            description = "how many occasions to run now, at least 2; default: ${DEFAULT-VALUE}")
    private int occasions;

    @Option(
            names = "--every",
            paramLabel = "SECONDS",
            defaultValue = "2",
            description = "time from slot to slot; default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "shows this help")
    @SuppressWarnings("UnusedVariable") // why: picocli reads it
    private boolean help;

    @Spec
    private @Nullable CommandSpec spec;

    /** Runs the command, and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new StateOfTheUnion()).execute(arguments));
    }

    /** Returns the job: four tasks for each address, without a schedule if none is given. */
    static Job define(int sentences, Addresses addresses, Optional<FixedRate> schedule) {
        JobBuilder job = job(JOB).owner("examples");
        schedule.ifPresent(slots -> job.schedule("main", slots));
        return job.task("split", sentences(input("address")))
                .input("address", addresses::of)
                .timeout(LIMIT)
                .retry(THRICE)
                .task("embed", embedding(MiniLm.declared(), upstream("split", "sentences")))
                .after("split")
                .timeout(LIMIT)
                .retry(THRICE)
                .task("summarise", summary(upstream("split", "sentences"), upstream("embed", "embeddings"), sentences))
                .after("split", "embed")
                .timeout(LIMIT)
                .retry(THRICE)
                .task("measure", measures(input("address"), upstream("embed", "embeddings"), "summarise"))
                .after("embed", "summarise")
                .input("address", addresses::of)
                .timeout(LIMIT)
                .retry(THRICE)
                .build();
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        if (occasions < 2 || seconds < 1) {
            throw new ParameterException(
                    line, "--occasions is " + occasions + " and --every is " + seconds + ". Give at least 2 and 1.");
        }
        try {
            run(line.getOut());
            return 0;
        } catch (ExampleException | EngineException | StoreException e) {
            line.getErr().println(e.getMessage());
            line.getErr().flush();
            return 1;
        }
    }

    private void run(PrintWriter out) throws IOException, InterruptedException {
        Addresses addresses = Addresses.unpack(dir.resolve("input"));
        FixedRate slots = every(Duration.ofSeconds(seconds)).catchUp(CatchUp.LAST);
        try (ExampleOperators operators = new ExampleOperators();
                Avow avow = Avow.embedded(dir.resolve("store"))
                        .operators(operators.source())
                        .build()) {
            try (Progress progress = Progress.of(out, occasions)) {
                RecurringJob recurring = new RecurringJob(avow, JOB, progress);
                Job unscheduled = define(SENTENCES_BEFORE, addresses, Optional.empty());
                avow.register(unscheduled);
                avow.start();
                recurring.settle(unscheduled.tasks().size());
                int before = (occasions + 1) / 2;
                run(recurring, addresses, slots, SENTENCES_BEFORE, before);
                run(recurring, addresses, slots, SENTENCES_AFTER, occasions - before);
            } finally {
                print(avow.history(), out);
            }
        }
    }

    private static void run(RecurringJob job, Addresses addresses, FixedRate slots, int sentences, int count)
            throws InterruptedException {
        Job scheduled = define(sentences, addresses, Optional.of(slots));
        Job retired = define(sentences, addresses, Optional.empty());
        job.run(scheduled, retired, count);
    }

    private static void print(History history, PrintWriter out) {
        HistoryTable table = new HistoryTable(history, JOB);
        table.print(out);
        out.flush();
    }
}
