package dev.avow.examples;

import static dev.avow.engine.declaration.Condition.on;
import static dev.avow.engine.declaration.TriggerRule.NONE_FAILED;
import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.InputSource.file;
import static dev.avow.operators.Source.input;
import static dev.avow.operators.process.Processes.path;
import static dev.avow.operators.process.Processes.process;

import dev.avow.engine.dsl.Job;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.run.Avow;
import dev.avow.engine.run.ManualRequest;
import java.nio.file.Path;

/** Publishes a draft if a judge finds it easy to read, else asks for another one. */
final class JudgedDraft {

    /** The share of lines with at most 20 words, as a JSON document. */
    private static final String SHORT_LINES =
            "NF <= 20 { short++ } END { printf \"{\\\"score\\\":%.2f}\", (NR ? short / NR : 0) }";

    private JudgedDraft() {}

    static Job judgedDraft(Path draft) {
        return job("judged-draft")
                .task("judge", process("awk", SHORT_LINES, path(input("draft"))))
                .input("draft", file(draft))
                .task("publish", process("cat", path(input("draft"))))
                .input("draft", file(draft))
                .after("judge")
                .onlyIf(on("judge", "stdout").at("/score").isAtLeast("0.7"))
                .task("rework", process("echo", "Please write shorter lines."))
                .after("judge")
                .onlyIf(on("judge", "stdout").at("/score").isBelow("0.7"))
                .task("log", process("echo", "judged"))
                .after("publish", "rework")
                .when(NONE_FAILED)
                .build();
    }

    static void judge(Avow avow, String version) {
        avow.trigger(
                "judged-draft",
                JsonObject.empty(),
                ManualRequest.by("ann@example.org").key(version));
    }
}
