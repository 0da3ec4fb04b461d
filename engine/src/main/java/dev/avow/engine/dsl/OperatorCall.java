package dev.avow.engine.dsl;

import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Context.Environment;
import dev.avow.engine.declaration.Context.Tool;
import dev.avow.engine.declaration.Model;
import dev.avow.engine.declaration.Prompt.Message;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.JsonBoolean;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which operator a task calls, and with what; immutable, each setting gives a changed copy.
 *
 * <p>Operators offer calls of their own with better words; this is the general one.
 */
public record OperatorCall(
        String operator,
        Optional<Model> model,
        List<Message> messages,
        JsonObject parameters,
        List<Tool> tools,
        Environment environment) {

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
            throw new EngineException("Model '" + chosen.name() + "' cannot be set: the call has model '"
                    + model.get().name() + "'. Set one model.");
        }
        return new OperatorCall(operator, Optional.of(chosen), messages, parameters, tools, environment);
    }

    /** Returns this call with one more message for the system. */
    public OperatorCall system(String content) {
        return message("system", content);
    }

    /** Returns this call with one more message from the user. */
    public OperatorCall user(String content) {
        return message("user", content);
    }

    private OperatorCall message(String role, String content) {
        List<Message> more = new ArrayList<>(messages);
        more.add(new Message(role, content));
        return new OperatorCall(operator, model, more, parameters, tools, environment);
    }

    public OperatorCall parameter(String name, String value) {
        return parameter(name, new JsonString(value));
    }

    public OperatorCall parameter(String name, long value) {
        return parameter(name, new JsonInteger(value));
    }

    public OperatorCall parameter(String name, boolean value) {
        return parameter(name, new JsonBoolean(value));
    }

    /** Returns this call with a decimal, declared as a string in plain form without trailing zeros. */
    public OperatorCall parameter(String name, BigDecimal value) {
        String plain = value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
        return parameter(name, new JsonString(plain));
    }

    /**
     * Returns this call with one more parameter.
     *
     * @throws EngineException if it has one of this name
     */
    public OperatorCall parameter(String name, JsonValue value) {
        TreeMap<String, JsonValue> more = new TreeMap<>(parameters.members());
        if (more.putIfAbsent(name, value) != null) {
            throw new EngineException("Parameter '" + name + "' is set twice. Set it once.");
        }
        return new OperatorCall(operator, model, messages, new JsonObject(more), tools, environment);
    }

    /** Returns this call with one more tool that is offered to the model. */
    public OperatorCall tool(String name, Digest description) {
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
            throw new EngineException("'" + name + "' is set twice in the environment. Set it once.");
        }
        return more;
    }
}
