package dev.avow.examples;

import static dev.avow.engine.declaration.Condition.on;
import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Param.text;
import static dev.avow.engine.dsl.RetryPolicy.retries;
import static dev.avow.operators.classify.Classifications.classify;
import static dev.avow.operators.process.Processes.process;

import dev.avow.engine.declaration.Model;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.run.Avow;
import dev.avow.engine.run.ManualRequest;
import dev.avow.operators.classify.ClassifyOperator;
import java.time.Duration;

/** Sorts texts by a label that a model chooses, and does something else for each label. */
final class TextTriage {

    private TextTriage() {}

    /** The model is at the connection {@code model}. */
    static Job textTriage(Model model) {
        return job("text-triage")
                .param("text", text())
                .task(
                        "triage",
                        classify(model, "{{params.text}}", "question", "complaint", "praise")
                                .connection("model")
                                .parameter("seed", 1))
                .gives(ClassifyOperator.LABEL)
                .timeout(Duration.ofMinutes(1))
                .retry(retries(2))
                .task("answer", process("echo", "Somebody will answer."))
                .after("triage")
                .onlyIf(on("triage", "label").at("/label").is("question"))
                .task("apologise", process("echo", "We are sorry."))
                .after("triage")
                .onlyIf(on("triage", "label").at("/label").is("complaint"))
                .task("thank", process("echo", "Thank you."))
                .after("triage")
                .onlyIf(on("triage", "label").at("/label").is("praise"))
                .build();
    }

    /** The number of the text is the request's key, so that the same text is the same run. */
    static void receive(Avow avow, String number, String text) {
        avow.trigger(
                "text-triage",
                JsonObject.builder().put("text", text).build(),
                ManualRequest.by("desk@example.org").key(number));
    }
}
