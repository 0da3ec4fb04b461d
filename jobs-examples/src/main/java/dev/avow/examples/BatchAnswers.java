package dev.avow.examples;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.InputSource.file;
import static dev.avow.engine.schedule.Cron.cron;
import static dev.avow.operators.Source.input;
import static dev.avow.operators.Source.upstream;
import static dev.avow.operators.batch.BatchChats.batchChat;
import static dev.avow.operators.process.Processes.path;
import static dev.avow.operators.process.Processes.process;

import dev.avow.engine.declaration.Model;
import dev.avow.engine.dsl.Job;
import java.nio.file.Path;

/** Hands the questions of a day in at night, when a provider's batches are cheap, and counts the answers. */
final class BatchAnswers {

    private BatchAnswers() {}

    /** The connection {@code provider} has the setting {@code base_url} and the secret {@code api_key}. */
    static Job batchAnswers(Model model, Path questions) {
        return job("batch-answers")
                .schedule(cron("0 0 1 * * ?"))
                .task(
                        "answer",
                        batchChat(model, "provider", input("questions"))
                                .system("Answer in one sentence.")
                                .parameter("max_tokens", 200))
                .input("questions", file(questions))
                .task("count", process("wc", "-l", path(upstream("answer", "answers"))))
                .after("answer")
                .build();
    }
}
