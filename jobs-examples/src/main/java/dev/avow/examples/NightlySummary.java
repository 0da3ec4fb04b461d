package dev.avow.examples;

import static dev.avow.engine.declaration.Condition.on;
import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.InputSource.file;
import static dev.avow.engine.dsl.RetryPolicy.retries;
import static dev.avow.engine.schedule.Cron.cron;
import static dev.avow.operators.Source.upstream;
import static dev.avow.operators.chat.Chats.chat;
import static dev.avow.operators.judge.Judgements.judge;
import static dev.avow.operators.process.Processes.path;
import static dev.avow.operators.process.Processes.process;

import dev.avow.engine.declaration.Model;
import dev.avow.engine.dsl.Job;
import dev.avow.operators.judge.JudgeOperator;
import java.nio.file.Path;
import java.time.Duration;

/** Summarises a report each night; a judge's score decides whether the summary is published or written anew by hand. */
final class NightlySummary {

    private NightlySummary() {}

    /** The model is at the connection {@code model}. */
    static Job nightlySummary(Model model, Path report, String threshold) {
        return job("nightly-summary")
                .schedule(cron("0 0 3 * * ?"))
                .task(
                        "summarise",
                        chat(model)
                                .connection("model")
                                .system("Summarise the user's report in two sentences.")
                                .user("{{inputs.report.text}}")
                                .parameter("max_tokens", 40)
                                .parameter("cut", "keep")
                                .parameter("seed", 1))
                .keptInput("report", file(report))
                .timeout(Duration.ofMinutes(2))
                .retry(retries(3))
                .task(
                        "judge",
                        judge(
                                        model,
                                        "{{upstream.summarise.outputs.answer.text}}",
                                        "A good summary is true, short and plain.",
                                        threshold)
                                .connection("model")
                                .parameter("seed", 1))
                .after("summarise")
                .gives(JudgeOperator.JUDGEMENT)
                .timeout(Duration.ofMinutes(2))
                .retry(retries(3))
                .task("publish", process("cat", path(upstream("summarise", "answer"))))
                .after("summarise", "judge")
                .onlyIf(on("judge", "judgement").at("/score").isAtLeast(threshold))
                .task("rework", process("echo", "Please write the summary by hand."))
                .after("judge")
                .onlyIf(on("judge", "judgement").at("/score").isBelow(threshold))
                .build();
    }
}
