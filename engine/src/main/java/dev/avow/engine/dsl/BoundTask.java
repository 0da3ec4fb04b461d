package dev.avow.engine.dsl;

import dev.avow.engine.declaration.Context;
import dev.avow.engine.declaration.Context.DeclaredInput;
import dev.avow.engine.declaration.Context.Mapped;
import dev.avow.engine.declaration.Context.Upstream;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.Occasion;
import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.declaration.Prompt;
import dev.avow.engine.declaration.Prompt.Message;
import dev.avow.engine.declaration.Responsible;
import dev.avow.engine.declaration.Spec;
import dev.avow.engine.identity.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A task together with the operator that it calls: all that its spec and its declarations are made from. Pure code.
 *
 * @param operator as it was found by name
 * @param parameters with the operator's defaults written out
 */
public record BoundTask(Job job, Task task, OperatorRef operator, JsonObject parameters) {

    /** Returns the spec of the task. */
    public Spec spec() {
        return new Spec(
                job.name(),
                task.name(),
                operator,
                task.call().model(),
                task.call().messages(),
                task.call().parameters(),
                new TreeSet<>(task.inputs().keySet()),
                task.after(),
                task.triggerRule(),
                false,
                task.call().tools(),
                task.call().environment(),
                task.constraints(),
                job.owner());
    }

    /**
     * Returns the declaration of the task for an occasion.
     *
     * @param facts what is known of the occasion only
     */
    public Declaration declaration(Occasion occasion, Facts facts, String submitter) {
        return new Declaration(
                job.name(),
                task.name(),
                occasion,
                spec().digest(),
                operator,
                task.call().model(),
                prompt(),
                parameters,
                new Context(
                        new TreeMap<>(facts.inputs()),
                        task.call().tools(),
                        new TreeMap<>(facts.upstream()),
                        facts.mapped(),
                        task.call().environment()),
                task.constraints(),
                new Responsible(job.owner(), submitter));
    }

    private Optional<Prompt> prompt() {
        if (task.call().messages().isEmpty()) {
            return Optional.empty();
        }
        List<Message> messages = task.call().messages();
        return Optional.of(new Prompt(messages, Prompt.templateDigest(messages)));
    }

    /**
     * What a declaration takes from its occasion.
     *
     * @param inputs by name
     * @param upstream by task name
     */
    public record Facts(Map<String, DeclaredInput> inputs, Map<String, Upstream> upstream, Optional<Mapped> mapped) {}
}
