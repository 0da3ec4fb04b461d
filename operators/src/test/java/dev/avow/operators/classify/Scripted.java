package dev.avow.operators.classify;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;

/** A client of one's own, which answers with the user's text. */
final class Scripted implements ChatModel {

    @Override
    public ChatResponse doChat(ChatRequest request) {
        UserMessage user =
                (UserMessage) request.messages().get(request.messages().size() - 1);
        return ChatResponse.builder()
                .aiMessage(AiMessage.from(user.singleText()))
                .modelName(request.modelName())
                .build();
    }
}
