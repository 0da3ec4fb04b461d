package dev.avow.engine.dsl;

import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Context.Environment;
import dev.avow.engine.declaration.Context.Tool;
import dev.avow.engine.declaration.Decimals;
import dev.avow.engine.declaration.DeclarationException;
import dev.avow.engine.declaration.Model;
import dev.avow.engine.declaration.Parameter;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.JsonBoolean;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonPointer;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import dev.avow.engine.identity.Printable;
import dev.avow.engine.operator.Connection;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Which operator a task calls, and with what; immutable, each setting gives a changed copy.
 *
 * <p>Operators offer calls of their own with better words; this is the general one.
 */
public record OperatorCall(
        String operator,
        Optional<Model> model,
        List<MessageTemplate> messages,
        JsonObject parameters,
        List<Tool> tools,
        Environment environment) {

    private static final JsonPointer PARAMETERS = JsonPointer.ROOT.member("parameters");

    public OperatorCall {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
    }

    /** Returns a call of the operator of this name, with nothing set. */
    public static OperatorCall operator(String name) {
        return new OperatorCall(name, Optional.empty(), List.of(), JsonObject.empty(), List.of(), Environment.none());
    }

    /**
     * Returns this call with a model.
     *
     * @throws EngineException if it has one
     */
    public OperatorCall model(Model chosen) {
        if (model.isPresent()) {
            throw new EngineException("Model " + Printable.quoted(chosen.name()) + " cannot be set: the call has model "
                    + Printable.quoted(model.get().name()) + ". Set one model.");
        }
        return new OperatorCall(operator, Optional.of(chosen), messages, parameters, tools, environment);
    }

    /** Returns this call with one more message for the system. */
    public OperatorCall system(String content) {
        return system(PromptText.text(content));
    }

    /** As {@link #system(String)}, of a text that may be {@linkplain PromptText#confidential confidential}. */
    public OperatorCall system(PromptText content) {
        return message("system", content);
    }

    /** Returns this call with one more message from the user. */
    public OperatorCall user(String content) {
        return user(PromptText.text(content));
    }

    /** As {@link #user(String)}, of a text that may be {@linkplain PromptText#confidential confidential}. */
    public OperatorCall user(PromptText content) {
        return message("user", content);
    }

    private OperatorCall message(String role, PromptText content) {
        List<MessageTemplate> more = new ArrayList<>(messages);
        more.add(new MessageTemplate(role, content));
        return new OperatorCall(operator, model, more, parameters, tools, environment);
    }

    /** Returns this call with a text as one more parameter. */
    public OperatorCall parameter(String name, String value) {
        return parameter(name, new JsonString(value));
    }

    /** Returns this call with an integer as one more parameter. */
    public OperatorCall parameter(String name, long value) {
        return parameter(name, new JsonInteger(value));
    }

    /** Returns this call with a truth value as one more parameter. */
    public OperatorCall parameter(String name, boolean value) {
        return parameter(name, new JsonBoolean(value));
    }

    /**
     * Returns this call with a decimal as one more parameter, as {@link #decimal(String, BigDecimal)}.
     *
     * @throws DeclarationException if its plain form has more than 1,000 characters
     */
    public OperatorCall parameter(String name, BigDecimal value) {
        return decimal(name, value);
    }

    /**
     * Returns this call with a decimal as one more parameter; it is declared as a string in plain form without trailing
     * zeros.
     *
     * @param value such as {@code 0.2}
     * @throws DeclarationException if the text is not digits with an optional minus and decimal point
     */
    public OperatorCall decimal(String name, String value) {
        return decimal(name, () -> Decimals.of(value));
    }

    /**
     * Returns this call with a decimal as one more parameter; it is declared as a string in plain form without trailing
     * zeros.
     *
     * @throws DeclarationException if its plain form has more than 1,000 characters
     */
    public OperatorCall decimal(String name, BigDecimal value) {
        return decimal(name, () -> Decimals.of(value));
    }

    /** Returns this call with a decimal as one more parameter; it is declared as a string. */
    public OperatorCall decimal(String name, int value) {
        return decimal(name, () -> Decimals.of(value));
    }

    private OperatorCall decimal(String name, Supplier<String> plain) {
        try {
            return parameter(name, plain.get());
        } catch (DeclarationException e) {
            throw e.pointer().equals(JsonPointer.ROOT) ? e.under(PARAMETERS.member(name)) : e;
        }
    }

    /**
     * Returns this call with one more parameter.
     *
     * @throws EngineException if it has one of this name
     * @throws DeclarationException if the parameter is a known one, and the value not of its type
     */
    public OperatorCall parameter(String name, JsonValue value) {
        TreeMap<String, JsonValue> more = new TreeMap<>(parameters.members());
        if (more.putIfAbsent(name, value) != null) {
            throw new EngineException("Parameter " + Printable.quoted(name) + " is set twice. Set it once.");
        }
        JsonObject all = new JsonObject(more);
        try {
            Parameter.check(all);
        } catch (DeclarationException e) {
            throw e.under(PARAMETERS);
        }
        return new OperatorCall(operator, model, messages, all, tools, environment);
    }

    /**
     * Returns this call with the connection that the operator works with: its name is declared, as the parameter
     * {@value Connection#PARAMETER}; its settings and secrets are not.
     *
     * @throws EngineException if the call has a connection, or the name is not valid
     */
    public OperatorCall connection(String name) {
        return parameter(Connection.PARAMETER, Connection.named(name).name());
    }

    /**
     * Returns this call with one more tool that is offered to the model.
     *
     * @throws EngineException if it has one of this name
     */
    public OperatorCall tool(String name, Digest description) {
        if (tools.stream().anyMatch(tool -> tool.name().equals(name))) {
            throw new EngineException("Tool " + Printable.quoted(name) + " is offered twice. Offer it once.");
        }
        List<Tool> more = new ArrayList<>(tools);
        more.add(new Tool(name, description));
        return new OperatorCall(operator, model, messages, parameters, more, environment);
    }

    /** Returns this call with a thing that it depends on, such as an interpreter or an image, by digest. */
    public OperatorCall dependsOn(String name, Digest digest) {
        return with(new Environment(
                new TreeMap<>(plus(environment.digests(), name, digest)),
                environment.versions(),
                environment.variables()));
    }

    /** Returns this call with a library that it depends on, by version. */
    public OperatorCall dependsOn(String name, String version) {
        return with(new Environment(
                environment.digests(),
                new TreeMap<>(plus(environment.versions(), name, version)),
                environment.variables()));
    }

    /** Returns this call with an environment variable that is no secret. */
    public OperatorCall variable(String name, String value) {
        return with(new Environment(
                environment.digests(),
                environment.versions(),
                new TreeMap<>(plus(environment.variables(), name, value))));
    }

    private OperatorCall with(Environment changed) {
        return new OperatorCall(operator, model, messages, parameters, tools, changed);
    }

    private static <V> Map<String, V> plus(Map<String, V> map, String name, V value) {
        Map<String, V> more = new TreeMap<>(map);
        if (more.putIfAbsent(name, value) != null) {
            throw new EngineException(Printable.quoted(name) + " is set twice in the environment. Set it once.");
        }
        return more;
    }
}
