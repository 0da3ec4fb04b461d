package dev.avow.operators.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a batch endpoint answers to the requests of a batch. */
final class BatchServerAnswers {

    private static final JsonMapper JSON = new JsonMapper();

    private BatchServerAnswers() {}

    /** Answers a request; one whose text begins with "!" fails, and the answer to one with "~" is cut. */
    static ObjectNode answer(JsonNode request) {
        JsonNode messages = request.at("/body/messages");
        String text = messages.get(messages.size() - 1).path("content").asText();
        ObjectNode answer = JSON.createObjectNode();
        answer.set("custom_id", request.path("custom_id"));
        ObjectNode response = answer.putObject("response");
        if (text.startsWith("!")) {
            response.put("status_code", 400)
                    .putObject("body")
                    .putObject("error")
                    .put("code", "content_policy");
            return answer;
        }
        ObjectNode body = response.put("status_code", 200).putObject("body");
        body.put("model", request.at("/body/model").asText() + "-2026-01-01");
        ObjectNode choice = body.putArray("choices").addObject();
        choice.put("finish_reason", text.startsWith("~") ? "length" : "stop");
        choice.putObject("message").put("role", "assistant").put("content", "About " + text);
        body.putObject("usage").put("prompt_tokens", text.length()).put("completion_tokens", 2);
        return answer;
    }
}
