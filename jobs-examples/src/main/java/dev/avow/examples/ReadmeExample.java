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
import java.util.concurrent.CountDownLatch;

/** What the README shows. */
final class ReadmeExample {

    private ReadmeExample() {}

    static Job nightlyReport(Path report) {
        return job("nightly-report")
                .owner("reports@example.org")
                .schedule(cron("0 0 3 * * ?").zone("Europe/Berlin"))
                .task("embed", embedding(MiniLm.declared(), input("report")))
                .input("report", file(report))
                .timeout(Duration.ofMinutes(5))
                .retry(retries(2))
                .task("measure", process("wc", "-c", path(upstream("embed", "embeddings"))))
                .after("embed")
                .build();
    }

    static void run(Path directory, Path report, CountDownLatch end) throws InterruptedException {
        try (Avow avow = Avow.embedded(directory)
                .operators(EmbeddingOperator.with(MiniLm.model()), new ProcessOperator())
                .build()) {
            avow.register(nightlyReport(report));
            avow.start();
            end.await();
            avow.history().runs("nightly-report", 20).items().forEach(System.out::println);
        }
    }
}
