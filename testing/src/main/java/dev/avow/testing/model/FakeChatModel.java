package dev.avow.testing.model;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.List;

/**
 * A chat model that gives scripted answers, one a request, and remembers what it was asked; the last answer repeats. Threads
 * may share it.
 */
public final class FakeChatModel implements ChatModel {

    private final ChatScript script = new ChatScript();

    /** Returns a model that gives these texts, in this order, and the last one from then on. */
    public static FakeChatModel answering(String... texts) {
        return new FakeChatModel().answers(texts);
    }

    /** Adds texts to answer with. */
    public FakeChatModel answers(String... texts) {
        for (String text : texts) {
            answers(ChatScript.response(text));
        }
        return this;
    }

    /** Adds an answer with all that a provider says, such as token usage. */
    public FakeChatModel answers(ChatResponse response) {
        script.add(response);
        return this;
    }

    /** Lets it throw in place of one answer; after it comes the next answer, or the last one again. */
    public FakeChatModel fails(RuntimeException fault) {
        script.fail(fault);
        return this;
    }

    /** Returns what it was asked, in order, also where it failed. */
    public List<ChatRequest> requests() {
        return script.requests();
    }

    /** @throws IllegalStateException if it was never given an answer */
    @Override
    public ChatResponse doChat(ChatRequest request) {
        return script.answer(request);
    }
}
