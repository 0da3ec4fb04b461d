package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;

import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.Prompt.Text;
import dev.avow.engine.dsl.Elements;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.dsl.TaskBuilder;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Input;
import dev.avow.engine.operator.OperatorResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A job with a task that has a run for each of some keys, and one that gathers them. */
abstract class MappedContract extends GraphContract {

    static final ManualRequest REQUEST = ManualRequest.by("ann").key("k");

    final List<String> keys = new ArrayList<>(List.of("b", "a"));

    void trigger(Job definition) {
        avow().register(definition);
        avow().trigger("graph", JsonObject.empty(), REQUEST);
        manual.fireDue();
    }

    /** A run for each key, which gives the key, and a task that gathers them. */
    TaskBuilder fanOut() {
        summarise.does(
                run -> OperatorResult.success().output("key", "text/plain", key(run).getBytes(StandardCharsets.UTF_8)));
        return job("graph")
                .task("each", operator("summarise").user("Read {{mapped.key}}, the {{mapped.index}}."))
                .mapped(Elements.of(occasion -> keys));
    }

    static Job gathered(TaskBuilder fanOut) {
        return fanOut.task("gather", operator("measure")).after("each").build();
    }

    static String key(DeclaredRun run) {
        return run.declaration().context().mapped().orElseThrow().key();
    }

    List<RunView> each() {
        return avow().history().occasion("graph", "manual:k").stream()
                .filter(run -> run.task().equals("each"))
                .toList();
    }

    Declaration declaration(RunView run) {
        return Declaration.parse(detail(run.identity()).declaration().getBytes(StandardCharsets.UTF_8));
    }

    String prompt(RunView run) {
        return declaration(run).prompt().orElseThrow().messages().get(0).content() instanceof Text open
                ? open.text()
                : "";
    }

    static List<String> texts(List<Input> inputs) {
        return inputs.stream().map(MappedContract::text).toList();
    }

    static String text(Input input) {
        try {
            return input.text();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
