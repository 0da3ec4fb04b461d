package dev.avow.engine.declaration;

import dev.avow.engine.identity.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** What a task's definition alone fixes, equal for all its occasions. */
public record Spec(
        String job,
        String task,
        OperatorRef operator,
        Optional<Model> model,
        List<Prompt.Message> prompt,
        JsonObject parameters,
        SortedSet<String> inputs,
        SortedSet<String> upstream,
        TriggerRule triggerRule,
        boolean mapped,
        List<Context.Tool> tools,
        Context.Environment environment,
        Constraints constraints,
        String owner) {}
