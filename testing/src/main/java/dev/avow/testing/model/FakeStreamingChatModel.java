package dev.avow.testing.model;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.List;

/**
 * As {@link FakeChatModel}, but answers come a word at a time, in the thread that asks; faults go to the handler, as those of
 * providers do.
 */
public final class FakeStreamingChatModel implements StreamingChatModel {

    private final ChatScript script = new ChatScript();

    /** Returns a model that gives these texts, in this order, and the last one from then on. */
    public static FakeStreamingChatModel answering(String... texts) {
        return new FakeStreamingChatModel().answers(texts);
    }

    /** Adds texts to answer with. */
    public FakeStreamingChatModel answers(String... texts) {
        for (String text : texts) {
            script.add(ChatScript.response(text));
        }
        return this;
    }

    /** Lets it fail in place of one answer. */
    public FakeStreamingChatModel fails(RuntimeException fault) {
        script.fail(fault);
        return this;
    }

    /** Returns what it was asked, in order, also where it failed. */
    public List<ChatRequest> requests() {
        return script.requests();
    }

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        ChatResponse response;
        try {
            response = script.answer(request);
        } catch (RuntimeException e) {
            handler.onError(e);
            return;
        }
        for (String word : response.aiMessage().text().split("(?<= )", -1)) {
            handler.onPartialResponse(word);
        }
        handler.onCompleteResponse(response);
    }
}
