package dev.avow.operators.chat;

import dev.avow.engine.declaration.Context.Tool;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import dev.avow.engine.operator.OperatorException;
import dev.avow.operators.ParameterReader;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tools that are offered to a model: described in a parameter, and declared by the digests of these descriptions. */
final class Tools {

    static final String PARAMETER = "tools";

    private Tools() {}

    static JsonObject description(String name, String description, JsonObject schema) {
        return JsonObject.builder()
                .put("name", name)
                .put("description", description)
                .put("parameters", schema)
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
                if (!(tool instanceof JsonObject object)
                        || !(object.find("name").orElse(null) instanceof JsonString)
                        || !(object.find("description").orElse(null) instanceof JsonString)
                        || !(object.find("parameters").orElse(null) instanceof JsonObject)) {
                    throw in.bad(
                            PARAMETER,
                            "is not an array of tools",
                            "Give each a name, a description and the schema of its parameters");
                }
                tools.add(object);
            }
        });
        return List.copyOf(tools);
    }

    /** Returns what is wrong if the descriptions are not those of the declared tools, in their order. */
    static Optional<String> objection(List<JsonObject> tools, Declaration declaration) {
        List<Tool> described = tools.stream()
                .map(tool -> new Tool(((JsonString) tool.find("name").orElseThrow()).value(), digest(tool)))
                .toList();
        return described.equals(declaration.context().tools())
                ? Optional.empty()
                : Optional.of("The declared tools are not those that the parameter 'tools' describes. Offer each with"
                        + " Chats.offering(...), and declare the run again.");
    }

    static List<ToolSpecification> specifications(List<JsonObject> tools) {
        return tools.stream()
                .map(tool -> ToolSpecification.fromJson(CanonicalJson.text(tool)))
                .toList();
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
