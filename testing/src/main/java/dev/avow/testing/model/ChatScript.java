package dev.avow.testing.model;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a fake chat model answers, one after the other and at last the same, and what it was asked; threads may share it. */
final class ChatScript {

    private final Deque<Supplier<ChatResponse>> answers = new ArrayDeque<>();
    private final List<ChatRequest> requests = new ArrayList<>();
    private @Nullable Supplier<ChatResponse> last;

    synchronized void add(ChatResponse response) {
        last = () -> response;
        answers.add(last);
    }

    synchronized void fail(RuntimeException fault) {
        answers.add(() -> {
            throw fault;
        });
    }

    /** Returns the next answer, or throws what is scripted. */
    ChatResponse answer(ChatRequest request) {
        return next(request).get();
    }

    synchronized List<ChatRequest> requests() {
        return List.copyOf(requests);
    }

    private synchronized Supplier<ChatResponse> next(ChatRequest request) {
        requests.add(request);
        Supplier<ChatResponse> next = answers.isEmpty() ? last : answers.poll();
        if (next == null) {
            throw new IllegalStateException(
                    "Fake chat model has no answer to request " + requests.size() + ". Give it one with answers(...).");
        }
        return next;
    }

    static ChatResponse response(String text) {
        return ChatResponse.builder()
                .aiMessage(AiMessage.from(text))
                .finishReason(FinishReason.STOP)
                .build();
    }
}
