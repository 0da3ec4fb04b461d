package dev.avow.operators.llama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One request for a completion, and its answers in OpenAI's form. */
final class Completion {

    private static final int MOST_TOKENS = 64;
    private static final int MOST_PROMPT_CHARACTERS = 1_500;

    private final JsonNode request;
    private final String prompt;
    private final int mostTokens;
    private int tokens;

    Completion(JsonNode request) {
        this.request = request;
        this.prompt = prompt(request.path("messages"));
        this.mostTokens = request.path("max_tokens").asInt(isJson() ? 400 : MOST_TOKENS);
    }

    /** Returns the whole answer. */
    ObjectNode whole() {
        StringBuilder text = new StringBuilder();
        generate(text::append);
        ObjectNode answer = head("chat.completion");
        ObjectNode choice = answer.putArray("choices").addObject().put("index", 0);
        choice.putObject("message").put("role", "assistant").put("content", text.toString());
        choice.put("finish_reason", finishReason());
        usage(answer);
        return answer;
    }

    /** Gives the answer piece by piece: each delta, the reason of the end, and the use of tokens. */
    void chunks(Consumer<ObjectNode> chunk) {
        generate(text -> chunk.accept(delta(text)));
        ObjectNode end = head("chat.completion.chunk");
        ObjectNode choice = end.putArray("choices").addObject().put("index", 0);
        choice.putObject("delta");
        choice.put("finish_reason", finishReason());
        chunk.accept(end);
        ObjectNode usage = head("chat.completion.chunk");
        usage.putArray("choices");
        usage(usage);
        chunk.accept(usage);
    }

    private ObjectNode delta(String text) {
        ObjectNode part = head("chat.completion.chunk");
        part.putArray("choices").addObject().put("index", 0).putObject("delta").put("content", text);
        return part;
    }

    private ObjectNode head(String object) {
        return LlamaServer.JSON
                .createObjectNode()
                .put("id", "chatcmpl-" + Integer.toHexString(prompt.hashCode()))
                .put("object", object)
                .put("model", LlamaServer.MODEL)
                .put("system_fingerprint", "llama.cpp");
    }

    private void usage(ObjectNode answer) {
        int input = TinyModel.shared().tokens(prompt);
        answer.putObject("usage")
                .put("prompt_tokens", input)
                .put("completion_tokens", tokens)
                .put("total_tokens", input + tokens);
    }

    private String finishReason() {
        return tokens >= mostTokens ? "length" : "stop";
    }

    private void generate(Consumer<String> piece) {
        TinyModel.shared().generate(parameters(), text -> {
            tokens++;
            piece.accept(text);
        });
        tokens--; // why: the last piece is the end itself
    }

    private InferenceParameters parameters() {
        InferenceParameters parameters = new InferenceParameters(prompt)
                .setCachePrompt(false) // why: else the same seed gives different texts
                .setNPredict(mostTokens)
                .setSeed(request.path("seed").asInt(1))
                .setTemperature((float) request.path("temperature").asDouble(0.8))
                .setTopP((float) request.path("top_p").asDouble(0.95))
                .setTopK(request.path("top_k").asInt(40))
                .setFrequencyPenalty((float) request.path("frequency_penalty").asDouble(0))
                .setPresencePenalty((float) request.path("presence_penalty").asDouble(0));
        List<String> stops = new ArrayList<>();
        request.path("stop").forEach(stop -> stops.add(stop.asText()));
        if (!stops.isEmpty()) {
            parameters.setStopStrings(stops.toArray(String[]::new));
        }
        if (isJson()) {
            JsonNode schema = request.path("response_format")
                    .path("json_schema")
                    .path("schema")
                    .deepCopy();
            limit(schema);
            parameters.setGrammar(LlamaModel.jsonSchemaToGrammar(schema.toString()));
        }
        return parameters;
    }

    /** A model this small does not find an end by itself. */
    private static void limit(JsonNode schema) {
        if (schema.path("type").asText().equals("string") && !schema.has("enum")) {
            ((ObjectNode) schema).put("maxLength", 30);
        }
        if (schema.path("type").asText().equals("integer") && !schema.has("minimum") && !schema.has("maximum")) {
            ((ObjectNode) schema).put("minimum", 0).put("maximum", 999);
        }
        if (schema.path("type").asText().equals("array")) {
            ((ObjectNode) schema).put("maxItems", 2);
        }
        schema.forEach(Completion::limit);
    }

    private boolean isJson() {
        return request.path("response_format").path("type").asText().equals("json_schema");
    }

    /** The model was trained on plain text, so that messages are lines; only the end of a long prompt fits. */
    private static String prompt(JsonNode messages) {
        StringBuilder text = new StringBuilder();
        messages.forEach(
                message -> text.append(message.path("content").asText()).append('\n'));
        return text.substring(Math.max(0, text.length() - MOST_PROMPT_CHARACTERS));
    }
}
