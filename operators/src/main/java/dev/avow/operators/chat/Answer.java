package dev.avow.operators.chat;

import dev.avow.engine.declaration.Model;
import dev.avow.engine.identity.JsonBoolean;
import dev.avow.engine.identity.JsonInteger;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.operators.model.ModelNames;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a model answered; immutable. */
public final class Answer {

    /** The name of the output that has an answer as it came. */
    public static final String OUTPUT = "answer";

    private final Model declared;
    private final ChatResponse response;
    private final Optional<String> fingerprint;

    Answer(Model declared, ChatResponse response, Optional<String> fingerprint) {
        this.declared = declared;
        this.response = response;
        this.fingerprint = fingerprint;
    }

    /** Returns the text; empty if there is none, such as beside calls of tools. */
    public String text() {
        return Objects.requireNonNullElse(response.aiMessage().text(), "");
    }

    /** Tells whether the answer is cut off, since it reached the most tokens. */
    public boolean isCut() {
        return response.finishReason() == FinishReason.LENGTH;
    }

    /** Tells whether the provider withheld the answer. */
    boolean isFiltered() {
        return response.finishReason() == FinishReason.CONTENT_FILTER;
    }

    /** Returns which tools the model calls. */
    List<ToolExecutionRequest> toolCalls() {
        return response.aiMessage().toolExecutionRequests();
    }

    /** Returns a result with the answer as it came, and with all notes. */
    public OperatorResult in(OperatorResult result, String mediaType) {
        return noted(result.output(OUTPUT, mediaType, text().getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns a failure that keeps the answer as it came. */
    public OperatorResult failure(String message, boolean retriable) {
        return in(OperatorResult.failure(message, retriable), "text/plain; charset=utf-8");
    }

    /** Returns a result with all notes that the provider gave rise to. */
    public OperatorResult noted(OperatorResult result) {
        OperatorResult all = result;
        TokenUsage usage = response.tokenUsage();
        if (usage != null) {
            all = number(all, "input_tokens", usage.inputTokenCount());
            all = number(all, "output_tokens", usage.outputTokenCount());
        }
        all = text(all, "response_id", response.id());
        all = text(all, "response_model", response.modelName());
        all = text(all, "system_fingerprint", fingerprint.orElse(null));
        if (response.finishReason() != null) {
            all = text(all, "finish_reason", response.finishReason().name().toLowerCase(Locale.ROOT));
        }
        Optional<Boolean> deviated = deviated();
        return deviated.isPresent() ? all.note("deviated", new JsonBoolean(deviated.get())) : all;
    }

    /** Returns whether another model answered than the declared one; empty if the answer does not name a model. */
    private Optional<Boolean> deviated() {
        return Optional.ofNullable(response.modelName())
                .filter(name -> !name.isEmpty())
                .map(name -> ModelNames.deviates(declared, name));
    }

    private static OperatorResult number(OperatorResult result, String name, @Nullable Integer value) {
        return value == null ? result : result.note(name, new JsonInteger(value));
    }

    private static OperatorResult text(OperatorResult result, String name, @Nullable String value) {
        return value == null || value.isEmpty() ? result : result.note(name, new JsonString(value));
    }
}
