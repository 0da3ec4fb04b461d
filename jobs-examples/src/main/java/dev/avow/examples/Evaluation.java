package dev.avow.examples;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.dsl.RetryPolicy.retries;
import static dev.avow.operators.chat.Chats.chat;
import static dev.avow.operators.judge.Judgements.judge;

import dev.avow.engine.declaration.Model;
import dev.avow.engine.dsl.Elements;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.dsl.MappedSource;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.TypedOutput;
import dev.avow.engine.run.Avow;
import dev.avow.engine.run.ManualRequest;
import dev.avow.operators.judge.JudgeOperator;
import java.nio.file.Path;
import java.time.Duration;

/** Evaluates a model over a data set: an answer and a judgement for each question, and the mean of the scores. */
final class Evaluation {

    /** The output of the last task. */
    static final TypedOutput<Mean> MEAN = TypedOutput.of("mean", Mean.class);

    private Evaluation() {}

    /** @param score a decimal, rounded to four digits after the point */
    record Mean(int judged, String score) {}

    /** The data set is a directory with a question a file; the model is at the connection {@code model}. */
    static Job evaluation(Model model, Path questions) {
        return job("evaluation")
                .task(
                        "answer",
                        chat(model)
                                .connection("model")
                                .user("{{inputs.question.text}}")
                                .parameter("max_tokens", 30)
                                .parameter("cut", "keep")
                                .parameter("seed", 1))
                .mapped(Elements.files(questions, "*.txt"))
                .mappedInput("question", MappedSource.in(questions))
                .timeout(Duration.ofMinutes(1))
                .retry(retries(3))
                .task("gather", operator(GatherOperator.NAME).parameter("source", "upstream:answer/answer"))
                .after("answer")
                .task(
                        "judge",
                        judge(model, "{{mapped.value.text}}", "A good answer is true and short.", "0.5")
                                .connection("model")
                                .parameter("seed", 1))
                .after("gather")
                .mapped(Elements.output("gather", GatherOperator.OUTPUT))
                .gives(JudgeOperator.JUDGEMENT)
                .timeout(Duration.ofMinutes(1))
                .retry(retries(3))
                .task("mean", operator(MeanOperator.NAME).parameter("source", "upstream:judge/judgement"))
                .takes("judge", JudgeOperator.JUDGEMENT)
                .gives(MEAN)
                .build();
    }

    static void evaluate(Avow avow, String name) {
        avow.trigger(
                "evaluation",
                JsonObject.empty(),
                ManualRequest.by("ann@example.org").key(name));
    }
}
