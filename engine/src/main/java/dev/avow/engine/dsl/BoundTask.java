package dev.avow.engine.dsl;

import dev.avow.engine.declaration.Context;
import dev.avow.engine.declaration.Context.DeclaredInput;
import dev.avow.engine.declaration.Context.Mapped;
import dev.avow.engine.declaration.Context.Upstream;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.Occasion;
import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.declaration.PrivatePlaces;
import dev.avow.engine.declaration.Prompt;
import dev.avow.engine.declaration.Prompt.Message;
import dev.avow.engine.declaration.Responsible;
import dev.avow.engine.declaration.Spec;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Hmac;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.SpecDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A task together with the operator that it calls: all that its spec and its declarations are made from. Pure code;
 * immutable, so that threads may share it. What follows from the definition alone is made once, when it is first asked for.
 */
public final class BoundTask {

    private final Job job;
    private final Task task;
    private final OperatorRef operator;
    private final JsonObject parameters;
    private volatile @Nullable Specified specified;

    /**
     * Binds a task to its operator.
     *
     * @param operator as it was found by name
     * @param parameters with the operator's defaults written out
     */
    public BoundTask(Job job, Task task, OperatorRef operator, JsonObject parameters) {
        this.job = job;
        this.task = task;
        this.operator = operator;
        this.parameters = parameters;
    }

    public Job job() {
        return job;
    }

    public Task task() {
        return task;
    }

    /** Returns the operator, as it was found by name. */
    public OperatorRef operator() {
        return operator;
    }

    /** Returns the parameters, with the operator's defaults written out. */
    public JsonObject parameters() {
        return parameters;
    }

    /** Returns the spec of the task. */
    public Spec spec() {
        return specified().spec;
    }

    /** Returns the digest of the spec. */
    public SpecDigest specDigest() {
        return specified().digest;
    }

    private Specified specified() {
        Specified known = specified;
        if (known == null) {
            Spec spec = makeSpec();
            known = new Specified(spec, spec.digest(), Prompt.templateDigest(spec.prompt()));
            specified = known; // why not locked: who makes it twice makes the same
        }
        return known;
    }

    private Spec makeSpec() {
        return new Spec(
                job.name(),
                task.name(),
                operator,
                task.call().model(),
                task.call().messages().stream().map(MessageTemplate::template).toList(),
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
     * Returns the declaration of the task for an occasion; the task has no confidential text.
     *
     * @param facts what is known of the occasion only
     * @throws IllegalArgumentException if the task has templates, and the facts have none rendered, or if a text is
     *     confidential
     */
    public Declaration declaration(Occasion occasion, Facts facts, String submitter) {
        return declaration(occasion, facts, submitter, Map.of());
    }

    /**
     * Returns the declaration of the task for an occasion.
     *
     * @param facts what is known of the occasion only
     * @param hidden what stands in place of each of the {@link #confidentialTexts}, by place
     * @throws IllegalArgumentException if the task has templates, and the facts have none rendered, or if a confidential
     *     text has nothing in its place
     */
    public Declaration declaration(Occasion occasion, Facts facts, String submitter, Map<String, Hmac> hidden) {
        if (isTemplated() && facts.rendered().isEmpty()) {
            throw new IllegalArgumentException("Task " + task.name() + " has templates, which are not rendered.");
        }
        return new Declaration(
                job.name(),
                task.name(),
                occasion,
                specDigest(),
                operator,
                task.call().model(),
                prompt(facts, hidden),
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

    private Optional<Prompt> prompt(Facts facts, Map<String, Hmac> hidden) {
        List<MessageTemplate> messages = messages(facts);
        if (messages.isEmpty()) {
            return Optional.empty();
        }
        List<Message> declared = new ArrayList<>();
        for (MessageTemplate message : messages) {
            declared.add(message.declared(Optional.ofNullable(hidden.get(PrivatePlaces.message(declared.size())))));
        }
        return Optional.of(new Prompt(declared, specified().template));
    }

    /** Returns the confidential texts of the task on an occasion, rendered, by their place in its declaration. */
    public SortedMap<String, String> confidentialTexts(Facts facts) {
        SortedMap<String, String> texts = new TreeMap<>();
        List<MessageTemplate> messages = messages(facts);
        for (int i = 0; i < messages.size(); i++) {
            if (messages.get(i).text().isConfidential()) {
                texts.put(PrivatePlaces.message(i), messages.get(i).text().text());
            }
        }
        return texts;
    }

    private List<MessageTemplate> messages(Facts facts) {
        return facts.rendered()
                .map(Rendered::messages)
                .orElseGet(() -> task.call().messages());
    }

    private JsonObject parameters(Facts facts) {
        return facts.rendered().map(Rendered::parameters).orElse(parameters);
    }

    /** Tells whether what the task calls its operator with has places for variables. */
    public boolean isTemplated() {
        return hasTemplatedParameters()
                || !task.call().messages().stream()
                        .allMatch(message -> Template.isPlain(message.text().text()));
    }

    /** Tells whether a parameter of the task has places for variables, so that the operator can judge it only rendered. */
    public boolean hasTemplatedParameters() {
        return !Template.isPlain(task.call().parameters());
    }

    /** Tells whether a parameter of the task has a place for a variable. */
    public boolean hasTemplateIn(String parameter) {
        return task.call()
                .parameters()
                .find(parameter)
                .filter(value -> !Template.isPlain(value))
                .isPresent();
    }

    /**
     * Renders the templates of the task for an occasion.
     *
     * @param open what can be named where a text is declared in clear
     * @param all what confidential texts can name
     * @param defaults returns the operator's parameters for rendered ones; asked only where parameters have variables
     * @throws EngineException if a template names a variable that is not there, or the operator refuses a parameter
     */
    public Rendered render(Variables open, Variables all, UnaryOperator<JsonObject> defaults) {
        List<MessageTemplate> messages = task.call().messages().stream()
                .map(message -> message.rendered(open, all))
                .toList();
        return new Rendered(
                messages,
                hasTemplatedParameters()
                        ? defaults.apply(Template.render(task.call().parameters(), open))
                        : parameters);
    }

    /**
     * What a task calls its operator with on one occasion.
     *
     * @param messages with their variables filled in
     * @param parameters all of them, with the operator's defaults
     */
    public record Rendered(List<MessageTemplate> messages, JsonObject parameters) {

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

    /**
     * What every declaration of the task says of its definition.
     *
     * @param template the digest of the unrendered messages
     */
    private record Specified(Spec spec, SpecDigest digest, Digest template) {}
}
