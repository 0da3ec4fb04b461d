package dev.avow.operators.batch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.avow.engine.declaration.Model;
import dev.avow.engine.identity.JsonBoolean;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.Printable;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.operators.model.ModelNames;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What all answers of a batch say of tokens and models; for one attempt. */
final class AnswerCounts {

    private static final int MOST_NAMES = 20;
    private static final int LONGEST_NAME = 200;

    private final SortedSet<String> models = new TreeSet<>();
    private final SortedSet<String> fingerprints = new TreeSet<>();
    private long inputTokens;
    private long outputTokens;

    /** @param body the provider's answer to one request; counts for nothing where it has no usage and no names */
    void add(JsonNode body) {
        inputTokens += body.at("/usage/prompt_tokens").asLong();
        outputTokens += body.at("/usage/completion_tokens").asLong();
        addName(models, body.path("model"));
        addName(fingerprints, body.path("system_fingerprint"));
    }

    private static void addName(SortedSet<String> names, JsonNode name) {
        if (name.isTextual() && !name.textValue().isEmpty()) {
            names.add(name.textValue());
        }
    }

    /** Returns the result with notes; those on names only where the provider gave some, as in a chat. */
    OperatorResult noted(OperatorResult result, Model declared) {
        OperatorResult all = result.note("input_tokens", new JsonInteger(inputTokens))
                .note("output_tokens", new JsonInteger(outputTokens));
        if (!models.isEmpty()) {
            boolean deviated = models.stream().anyMatch(name -> ModelNames.deviates(declared, name));
            all = all.note("response_model", joined(models)).note("deviated", new JsonBoolean(deviated));
        }
        return fingerprints.isEmpty() ? all : all.note("system_fingerprint", joined(fingerprints));
    }

    /** Keeps the notes small, whatever the provider says: too big ones would fail an attempt that is paid for. */
    private static JsonString joined(SortedSet<String> names) {
        String first = names.stream()
                .limit(MOST_NAMES)
                .map(name -> Printable.cut(name, LONGEST_NAME))
                .collect(Collectors.joining(", "));
        int more = names.size() - MOST_NAMES;
        return new JsonString(more > 0 ? first + " and " + more + " more" : first);
    }
}
