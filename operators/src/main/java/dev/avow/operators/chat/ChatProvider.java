package dev.avow.operators.chat;

import dev.avow.engine.declaration.Model;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.OperatorException;
import dev.avow.operators.model.ModelNames;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.Optional;

/** How models of one provider are called; threads may share it. */
public interface ChatProvider {

    /** Returns the provider, as models declare it. */
    String name();

    /**
     * Returns a client for one attempt, which makes one try for each call.
     *
     * @throws OperatorException if the connection lacks something
     */
    ChatModel model(DeclaredRun run);

    /** Returns a client that gives the answer bit by bit, if the run's connection asks for answers in the log. */
    default Optional<StreamingChatModel> streaming(DeclaredRun run) {
        return Optional.empty();
    }

    /** Returns what the provider says of the system that answered, if it says so. */
    default Optional<String> fingerprint(ChatResponse response) {
        return Optional.empty();
    }

    /**
     * Returns the parameters of a call.
     *
     * @param model the name that is sent
     * @throws OperatorException if one is declared that this provider cannot be given; for good
     */
    default DefaultChatRequestParameters.Builder<?> parameters(String model, Decoding decoding) {
        if (decoding.seed().isPresent()) {
            throw OperatorException.permanent(
                    "Provider '" + name() + "' takes no parameter 'seed'. Leave it out, or use another provider.");
        }
        return common(DefaultChatRequestParameters.builder(), model, decoding);
    }

    /** Sets what LangChain4j knows of all providers, but for {@code top_k}, if that is not declared. */
    static <B extends DefaultChatRequestParameters.Builder<?>> B common(B to, String model, Decoding decoding) {
        to.modelName(model);
        decoding.temperature().ifPresent(value -> to.temperature(value.doubleValue()));
        decoding.topP().ifPresent(value -> to.topP(value.doubleValue()));
        decoding.topK().ifPresent(to::topK);
        decoding.frequencyPenalty().ifPresent(value -> to.frequencyPenalty(value.doubleValue()));
        decoding.presencePenalty().ifPresent(value -> to.presencePenalty(value.doubleValue()));
        decoding.maxTokens().ifPresent(to::maxOutputTokens);
        if (!decoding.stopSequences().isEmpty()) {
            to.stopSequences(decoding.stopSequences());
        }
        return to;
    }

    /**
     * Returns why this provider cannot hold to a declared model, or empty if it can. By default that is weights which are
     * declared by digest: a provider that checks them overrides this.
     */
    default Optional<String> objection(Model model) {
        return ModelNames.unchecked(model);
    }

    /**
     * Returns a provider of one client.
     *
     * @param client which is called with the declared model's name in each request; its own retries should be switched off
     * @throws IllegalArgumentException if the client has parameters of its own, which nobody would declare
     */
    static ChatProvider of(String name, ChatModel client) {
        ClientDefaults.refuse(name, client.defaultRequestParameters());
        return new ChatProvider() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public ChatModel model(DeclaredRun run) {
                return client;
            }
        };
    }
}
