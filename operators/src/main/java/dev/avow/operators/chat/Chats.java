package dev.avow.operators.chat;

import dev.avow.engine.declaration.Model;
import dev.avow.engine.dsl.OperatorCall;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonValue;
import dev.avow.engine.operator.TypedOutput;
import dev.avow.operators.schema.RecordSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The words of {@link ChatOperator} in a job's definition, for static import.
 *
 * <pre>{@code
 * .task("summarise", chat(Model.ofVersion("openai", "gpt-4o", "2024-08-06"))
 *         .connection("openai")
 *         .user("Summarise:\n{{inputs.report.text}}")
 *         .parameter("max_tokens", 300))
 * }</pre>
 */
public final class Chats {

    private Chats() {}

    /** Returns a call that sends its messages to a model; {@link ChatOperator} lists what else can be set. */
    public static OperatorCall chat(Model model) {
        return OperatorCall.operator(ChatOperator.NAME).model(model);
    }

    /** Returns a call whose answer is a JSON document of this schema. */
    public static OperatorCall answering(OperatorCall chat, JsonObject schema) {
        return chat.parameter(ChatParameters.SCHEMA, schema);
    }

    /**
     * Returns a call whose answer is a record; {@link #answer} is its output.
     *
     * @throws IllegalArgumentException if {@link RecordSchema} knows no schema of it
     */
    public static OperatorCall answering(OperatorCall chat, Class<? extends Record> type) {
        return answering(chat, RecordSchema.of(type));
    }

    /** Returns the output of a call that answers with a record. */
    public static <T extends Record> TypedOutput<T> answer(Class<T> type) {
        return TypedOutput.of(Answer.OUTPUT, type);
    }

    /**
     * Returns a call that offers the model one more tool. The model's calls of it are an output, and nothing executes them.
     *
     * @param schema of the tool's parameters: an object's, of {@code type}, {@code properties} and {@code required} alone, or with
     *     {@code additionalProperties} false if all are required, as {@link RecordSchema} makes it
     */
    public static OperatorCall offering(OperatorCall chat, String name, String description, JsonObject schema) {
        JsonObject tool = Tools.description(name, description, schema);
        List<JsonValue> tools = new ArrayList<>();
        TreeMap<String, JsonValue> parameters = new TreeMap<>(chat.parameters().members());
        if (parameters.get(Tools.PARAMETER) instanceof JsonArray before) {
            tools.addAll(before.values());
        }
        tools.add(tool);
        parameters.put(Tools.PARAMETER, new JsonArray(tools));
        OperatorCall more = chat.tool(name, Tools.digest(tool));
        return new OperatorCall(
                more.operator(),
                more.model(),
                more.messages(),
                new JsonObject(parameters),
                more.tools(),
                more.environment());
    }
}
