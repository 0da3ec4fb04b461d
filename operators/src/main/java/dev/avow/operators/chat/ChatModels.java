package dev.avow.operators.chat;

import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.Model;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.ClearMessage;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.OperatorException;
import dev.avow.operators.model.ModelFaults;
import dev.avow.operators.model.ModelNames;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The providers that this node can call; an operator asks the declared model, and no other. Threads may share it. */
public final class ChatModels {

    private final String operator;
    private final List<ChatProvider> providers;

    private ChatModels(String operator, List<ChatProvider> providers) {
        this.operator = operator;
        this.providers = providers;
    }

    /**
     * Returns the models of some providers.
     *
     * @param operator whose models they are, for messages
     * @throws IllegalArgumentException if there is none, or two have one name
     */
    public static ChatModels of(String operator, ChatProvider... providers) {
        long names = Arrays.stream(providers).map(ChatProvider::name).distinct().count();
        if (providers.length == 0 || names < providers.length) {
            throw new IllegalArgumentException("Operator '" + operator
                    + "' has no provider, or two of one name. Give at" + " least one, and each once.");
        }
        return new ChatModels(operator, List.of(providers));
    }

    /** Returns the names of the providers. */
    Set<String> names() {
        return providers.stream().map(ChatProvider::name).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns what of a declaration does not hold here: its provider is not one of these, or objects. */
    public Optional<String> objection(Declaration declaration) {
        return declaration
                .model()
                .flatMap(model -> find(model)
                        .map(provider -> provider.objection(model))
                        .orElseGet(() -> Optional.of("Provider '" + model.provider() + "' of model '" + model.name()
                                + "' is not on this node. Give it to the operator '" + operator + "'.")));
    }

    /**
     * Asks the declared model once, with the declared prompt.
     *
     * @param schema that the provider holds the answer to
     * @throws OperatorException if there is no answer; it says whether another attempt may help
     * @throws InterruptedException if the attempt is to end
     */
    public Answer ask(DeclaredRun run, Decoding decoding, Optional<JsonObject> schema, List<ToolSpecification> tools)
            throws InterruptedException {
        Model declared = run.declaration()
                .model()
                .orElseThrow(() -> OperatorException.permanent("Operator '" + operator
                        + "' needs a model, and none is declared. Add model(...) to the task."));
        ChatProvider provider = find(declared)
                .orElseThrow(() ->
                        OperatorException.permanent(objection(run.declaration()).orElseThrow()));
        String named = "'" + declared.name() + "' of provider '" + declared.provider() + "'";
        try {
            DefaultChatRequestParameters.Builder<?> parameters =
                    provider.parameters(ModelNames.sent(declared), decoding);
            schema.ifPresent(json -> parameters.responseFormat(format(json)));
            if (!tools.isEmpty()) {
                parameters.toolSpecifications(tools);
            }
            List<ChatMessage> messages =
                    run.messages().stream().map(ChatModels::message).toList();
            ChatResponse response = call(
                    provider,
                    run,
                    ChatRequest.builder()
                            .messages(messages)
                            .parameters(parameters.build())
                            .build());
            return new Answer(declared, response, provider.fingerprint(response));
        } catch (RuntimeException e) {
            throw ModelFaults.of(e, named, run.now());
        }
    }

    private static ChatResponse call(ChatProvider provider, DeclaredRun run, ChatRequest request) {
        Optional<StreamingChatModel> streaming = provider.streaming(run);
        return streaming.isPresent()
                ? new LoggedStream(run).ask(streaming.get(), request)
                : provider.model(run).chat(request);
    }

    private Optional<ChatProvider> find(Model model) {
        return providers.stream()
                .filter(provider -> provider.name().equals(model.provider()))
                .findFirst();
    }

    private static ResponseFormat format(JsonObject schema) {
        return ResponseFormat.builder()
                .type(ResponseFormatType.JSON)
                .jsonSchema(JsonSchema.builder()
                        .name("answer")
                        .rootElement(JsonRawSchema.from(CanonicalJson.text(schema)))
                        .build())
                .build();
    }

    private static ChatMessage message(ClearMessage message) {
        return switch (message.role()) {
            case "system" -> SystemMessage.from(message.content());
            case "user" -> UserMessage.from(message.content());
            case "assistant" -> AiMessage.from(message.content());
            default ->
                throw OperatorException.permanent(
                        "Role '" + message.role() + "' cannot be sent to a model. Use system, user and assistant.");
        };
    }
}
