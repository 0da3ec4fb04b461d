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
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

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
                task.conditions(),
                task.mapped().isPresent(),
                task.call().tools(),
                task.call().environment(),
                task.constraints(),
                job.owner());
    }

    /**
     * Returns the declaration of the task for an occasion.
     *
     * @param facts what is known of the occasion only
     * @throws IllegalArgumentException if the task has templates, and the facts have none rendered
     */
    public Declaration declaration(Occasion occasion, Facts facts, String submitter) {
        if (isTemplated() && facts.rendered().isEmpty()) {
            throw new IllegalArgumentException("Task " + task.name() + " has templates, which are not rendered.");
        }
        return new Declaration(
                job.name(),
                task.name(),
                occasion,
                spec().digest(),
                operator,
                task.call().model(),
                prompt(facts),
                parameters(facts),
                new Context(
                        new TreeMap<>(facts.inputs()),
                        task.call().tools(),
                        new TreeMap<>(facts.upstream()),
                        facts.mapped(),
                        task.call().environment()),
                task.constraints(),
                new Responsible(job.owner(), submitter));
    }

    private Optional<Prompt> prompt(Facts facts) {
        List<Message> messages = task.call().messages();
        if (messages.isEmpty()) {
            return Optional.empty();
        }
        Digest template = Prompt.templateDigest(messages);
        return Optional.of(facts.rendered()
                .map(rendered -> new Prompt(rendered.messages(), template))
                .orElseGet(() -> new Prompt(messages, template)));
    }

    private JsonObject parameters(Facts facts) {
        return facts.rendered().map(Rendered::parameters).orElse(parameters);
    }

    /** Tells whether what the task calls its operator with has places for variables. */
    public boolean isTemplated() {
        return hasTemplatedParameters()
                || !task.call().messages().stream().map(Message::content).allMatch(Template::isPlain);
    }

    /** Tells whether a parameter of the task has places for variables, so that the operator can judge it only rendered. */
    public boolean hasTemplatedParameters() {
        return !Template.isPlain(task.call().parameters());
    }

    /**
     * Renders the templates of the task for an occasion.
     *
     * @param defaults returns the operator's parameters for rendered ones; asked only where parameters have variables
     * @throws EngineException if a template names a variable that is not there, or the operator refuses a parameter
     */
    public Rendered render(Variables variables, UnaryOperator<JsonObject> defaults) {
        List<Message> messages = task.call().messages().stream()
                .map(message -> new Message(message.role(), Template.render(message.content(), variables)))
                .toList();
        return new Rendered(
                messages,
                hasTemplatedParameters()
                        ? defaults.apply(Template.render(task.call().parameters(), variables))
                        : parameters);
    }

    /**
     * What a task calls its operator with on one occasion.
     *
     * @param messages with their variables filled in
     * @param parameters all of them, with the operator's defaults
     */
    public record Rendered(List<Message> messages, JsonObject parameters) {

        public Rendered {
            messages = List.copyOf(messages);
        }
    }

    /**
     * What a declaration takes from its occasion.
     *
     * @param inputs by name
     * @param upstream by task name
     * @param rendered what a task with templates calls its operator with
     */
    public record Facts(
            Map<String, DeclaredInput> inputs,
            Map<String, Upstream> upstream,
            Optional<Mapped> mapped,
            Optional<Rendered> rendered) {}
}
