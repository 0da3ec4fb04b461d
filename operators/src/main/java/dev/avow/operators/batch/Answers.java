package dev.avow.operators.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avow.operators.records.TextRecord;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers what a provider answered, in the order of the requests, and counts it; for one attempt. */
final class Answers {

    private static final String MISSING = "missing";
    private static final String FILTERED = "content_filter";

    private final List<TextRecord> records;
    private final boolean keepCut;
    private final Map<String, JsonNode> lines = new HashMap<>();
    private final StringBuilder answers = new StringBuilder();
    private final StringBuilder errors = new StringBuilder();
    private final AnswerCounts counts = new AnswerCounts();
    private int failed;
    private boolean retriable;

    Answers(List<TextRecord> records, boolean keepCut) {
        this.records = records;
        this.keepCut = keepCut;
    }

    /** @throws ApiFault if the file is none of answers, or has two answers for a request or one for none of them */
    void add(byte[] file) throws ApiFault {
        for (String line : new String(file, StandardCharsets.UTF_8).split("\n", -1)) {
            if (!line.isBlank()) {
                JsonNode answer = json(line);
                if (lines.putIfAbsent(answer.path("custom_id").asText(), answer) != null) {
                    throw unusable("two answers for one request");
                }
            }
        }
    }

    /** @throws ApiFault if there is an answer for none of the requests */
    void gather() throws ApiFault {
        for (int i = 0; i < records.size(); i++) {
            Optional<JsonNode> line = Optional.ofNullable(lines.remove(RequestFile.customId(i)));
            gather(records.get(i).id(), line);
        }
        if (!lines.isEmpty()) {
            throw unusable("answers for requests that were not in it");
        }
    }

    private void gather(String id, Optional<JsonNode> line) {
        JsonNode answer = line.orElseGet(Calls.JSON::createObjectNode);
        JsonNode body = answer.at("/response/body");
        counts.add(body);
        JsonNode choice = body.at("/choices/0");
        JsonNode text = choice.at("/message/content");
        boolean cut = reason(choice).equals("length");
        if (text.isTextual() && (keepCut || !cut) && !isFiltered(choice)) {
            write(answers, node(id, "answer", text).put("finish_reason", reason(choice)));
            return;
        }
        failed++;
        fail(id, answer, line.isEmpty(), cut);
    }

    private void fail(String id, JsonNode answer, boolean missing, boolean cut) {
        int status = answer.at("/response/status_code").asInt();
        JsonNode choice = answer.at("/response/body/choices/0");
        JsonNode error = answer.path("error").isObject() ? answer.path("error") : answer.at("/response/body/error");
        String code = missing ? MISSING : cut ? "cut" : code(choice, error);
        retriable |= missing || status >= 500 || status == 408 || status == 429 || code.equals("batch_expired");
        ObjectNode line = Calls.JSON.createObjectNode().put("id", id).put("code", code);
        if (status != 0) {
            line.put("status", status);
        }
        if (error.path("message").isTextual()) {
            line.set("message", error.path("message"));
        }
        if (cut) {
            line.set("answer", choice.at("/message/content"));
        }
        write(errors, line);
    }

    private static String code(JsonNode choice, JsonNode error) {
        if (choice.at("/message/refusal").isTextual()) {
            return "refusal";
        }
        if (isFiltered(choice)) {
            return FILTERED;
        }
        String code = error.path("code").asText("");
        return code.isEmpty() || code.equals("null") ? "no_answer" : code;
    }

    private static String reason(JsonNode choice) {
        return choice.path("finish_reason").asText("");
    }

    /** Tells whether the provider withheld the answer, or what was left of it. */
    private static boolean isFiltered(JsonNode choice) {
        return reason(choice).equals(FILTERED);
    }

    /** Returns the answers as JSON Lines, in the order of the requests. */
    byte[] answers() {
        return answers.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the failed requests as JSON Lines, in their order. */
    byte[] errors() {
        return errors.toString().getBytes(StandardCharsets.UTF_8);
    }

    int failed() {
        return failed;
    }

    /** Tells whether another attempt may have an answer for one of the failed requests. */
    boolean isRetriable() {
        return retriable;
    }

    /** Returns what the answers say of tokens and models. */
    AnswerCounts counts() {
        return counts;
    }

    private static ObjectNode node(String id, String name, JsonNode value) {
        ObjectNode node = Calls.JSON.createObjectNode().put("id", id);
        node.set(name, value);
        return node;
    }

    private static void write(StringBuilder lines, ObjectNode line) {
        lines.append(line).append('\n');
    }

    private static JsonNode json(String line) throws ApiFault {
        try {
            return Calls.JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw unusable("a line that is no JSON");
        }
    }

    private static ApiFault unusable(String what) {
        return ApiFault.passing("The batch API gave a file with " + what, null);
    }
}
