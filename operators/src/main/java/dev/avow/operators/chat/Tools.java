package dev.avow.operators.chat;

import dev.avow.engine.declaration.Context.Tool;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonBoolean;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import dev.avow.engine.operator.OperatorException;
import dev.avow.operators.ParameterReader;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The tools that are offered to a model: described in a parameter, and declared by the digests of these descriptions. */
final class Tools {

    static final String PARAMETER = "tools";

    private static final String SCHEMA = "parameters";
    private static final Set<String> KEYWORDS = Set.of("type", "properties", "required", "additionalProperties");

    private Tools() {}

    static JsonObject description(String name, String description, JsonObject schema) {
        return JsonObject.builder()
                .put("name", name)
                .put("description", description)
                .put(SCHEMA, schema)
                .build();
    }

    static Digest digest(JsonObject description) {
        return Digest.of(CanonicalJson.bytes(description));
    }

    /** @throws OperatorException if the parameter is no array of descriptions */
    static List<JsonObject> read(ParameterReader in) {
        List<JsonObject> tools = new ArrayList<>();
        in.optional(PARAMETER).ifPresent(value -> {
            for (JsonValue tool : value instanceof JsonArray array ? array.values() : List.of(value)) {
                if (!(tool instanceof JsonObject object) || !isTool(object)) {
                    throw in.bad(
                            PARAMETER,
                            "is not an array of tools",
                            "Give each a name, a description and parameters, an object's schema of type, properties"
                                    + " and required alone, or with additionalProperties false if all are required");
                }
                tools.add(object);
            }
        });
        return List.copyOf(tools);
    }

    /** Returns what is wrong if the descriptions are not those of the declared tools, in their order. */
    static Optional<String> objection(List<JsonObject> tools, Declaration declaration) {
        List<Tool> described = tools.stream()
                .map(tool -> new Tool(text(tool, "name"), digest(tool)))
                .toList();
        return described.equals(declaration.context().tools())
                ? Optional.empty()
                : Optional.of("The declared tools are not those that the parameter 'tools' describes. Offer each with"
                        + " Chats.offering(...), and declare the run again.");
    }

    static List<ToolSpecification> specifications(List<JsonObject> tools) {
        return tools.stream().map(Tools::specification).toList();
    }

    private static ToolSpecification specification(JsonObject tool) {
        return ToolSpecification.builder()
                .name(text(tool, "name"))
                .description(text(tool, "description"))
                .parameters(schema(members(tool, SCHEMA)))
                .strict(isStrict(members(tool, SCHEMA)))
                .build();
    }

    /** Hands properties over as they are, since LangChain4j's own model of schemas loses what it does not know. */
    private static JsonObjectSchema schema(JsonObject declared) {
        JsonObjectSchema.Builder schema = JsonObjectSchema.builder();
        members(declared, "properties")
                .members()
                .forEach(
                        (name, property) -> schema.addProperty(name, JsonRawSchema.from(CanonicalJson.text(property))));
        if (declared.find("required").orElse(null) instanceof JsonArray required) {
            schema.required(required.values().stream()
                    .map(name -> ((JsonString) name).value())
                    .toList());
        }
        schema.additionalProperties(!isStrict(declared));
        return schema.build();
    }

    private static boolean isTool(JsonObject tool) {
        return tool.members().keySet().equals(Set.of("name", "description", SCHEMA))
                && tool.members().get("name") instanceof JsonString
                && tool.members().get("description") instanceof JsonString
                && tool.members().get(SCHEMA) instanceof JsonObject schema
                && isSchema(schema);
    }

    private static boolean isSchema(JsonObject schema) {
        return KEYWORDS.containsAll(schema.members().keySet())
                && schema.find("type").equals(Optional.of(new JsonString("object")))
                && schema.find("properties").orElse(null) instanceof JsonObject
                && schema.find("required").orElse(new JsonArray(List.of())) instanceof JsonArray names
                && names.values().stream().allMatch(JsonString.class::isInstance)
                && (isStrict(schema) || schema.find("additionalProperties").isEmpty());
    }

    /** All members are required, and there are no others: only so can a provider hold a call to the schema. */
    private static boolean isStrict(JsonObject schema) {
        return schema.find("additionalProperties").equals(Optional.of(new JsonBoolean(false)))
                && schema.find("required").orElse(null) instanceof JsonArray required
                && required.values().stream()
                        .map(name -> name instanceof JsonString text ? text.value() : "")
                        .collect(Collectors.toSet())
                        .equals(members(schema, "properties").members().keySet());
    }

    private static String text(JsonObject object, String member) {
        return object.members().get(member) instanceof JsonString string ? string.value() : "";
    }

    private static JsonObject members(JsonObject object, String member) {
        return object.members().get(member) instanceof JsonObject members ? members : JsonObject.empty();
    }

    /** Returns calls as a JSON array; arguments stay a text, since the model wrote them and nobody checked them. */
    static byte[] calls(List<ToolExecutionRequest> calls) {
        List<JsonValue> all = new ArrayList<>();
        for (ToolExecutionRequest call : calls) {
            JsonObject.Builder json =
                    JsonObject.builder().put("name", call.name()).put("arguments", call.arguments());
            if (call.id() != null) {
                json.put("id", call.id());
            }
            all.add(json.build());
        }
        return CanonicalJson.bytes(new JsonArray(all));
    }
}
