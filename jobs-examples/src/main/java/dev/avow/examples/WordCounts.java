package dev.avow.examples;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.schedule.Cron.cron;
import static dev.avow.operators.Source.input;
import static dev.avow.operators.Source.upstream;
import static dev.avow.operators.process.Processes.path;
import static dev.avow.operators.process.Processes.process;
import static dev.avow.operators.process.Processes.reading;

import dev.avow.engine.dsl.Elements;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.dsl.MappedSource;
import java.nio.file.Path;

/** Counts the words of each text in a directory, a run for each file, and gathers the counts. */
final class WordCounts {

    private WordCounts() {}

    static Job wordCounts(Path texts) {
        return job("word-counts")
                .schedule(cron("0 0 3 * * ?"))
                .task("count", reading(process("wc", "-w"), input("text")))
                .mapped(Elements.files(texts, "*.txt"))
                .mappedInput("text", MappedSource.in(texts))
                .task("most", process("sort", "-rn", path(upstream("count", "stdout"))))
                .after("count")
                .build();
    }
}
