package dev.avow.examples;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.InputSource.file;
import static dev.avow.engine.dsl.RetryPolicy.retries;
import static dev.avow.engine.schedule.Cron.cron;
import static dev.avow.operators.Source.input;
import static dev.avow.operators.Source.upstream;
import static dev.avow.operators.embedding.Embeddings.embedding;
import static dev.avow.operators.process.Processes.path;
import static dev.avow.operators.process.Processes.process;

import dev.avow.engine.dsl.Job;
import dev.avow.engine.run.Avow;
import dev.avow.operators.embedding.EmbeddingOperator;
import dev.avow.operators.embedding.MiniLm;
import dev.avow.operators.process.ProcessOperator;
import java.nio.file.Path;
import java.time.Duration;

/** The job that the README shows: each night, a script reads the day's tickets, and a model embeds what it gives. */
final class NightlyReport {

    private NightlyReport() {}

    // tag::job[]
    static Job nightlyReport(Path script, Path tickets) {
        return job("nightly-report")
                .owner("reports@example.org")
                .schedule(cron("0 0 3 * * ?").zone("Europe/Berlin"))
                .task("extract", process("sh", path(input("script")), path(input("tickets"))))
                .input("script", file(script))
                .input("tickets", file(tickets))
                .timeout(Duration.ofMinutes(5))
                .retry(retries(3).backoff(Duration.ofSeconds(10)))
                .task("embed", embedding(MiniLm.declared(), upstream("extract", "stdout")))
                .after("extract")
                .build();
    }

    static Avow engine(Path directory) {
        return Avow.embedded(directory)
                .operators(new ProcessOperator(), EmbeddingOperator.with(MiniLm.model()))
                .build();
    }
    // end::job[]
}
