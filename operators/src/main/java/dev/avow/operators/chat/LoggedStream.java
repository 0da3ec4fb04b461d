package dev.avow.operators.chat;

import dev.avow.engine.identity.Identity;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs an answer line by line while it comes, for one call. */
final class LoggedStream implements StreamingChatResponseHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ChatOperator.class);

    private final Identity identity;
    private final StringBuilder line = new StringBuilder();
    private final CompletableFuture<ChatResponse> end = new CompletableFuture<>();

    LoggedStream(Identity identity) {
        this.identity = identity;
    }

    ChatResponse ask(StreamingChatModel model, ChatRequest request) {
        model.chat(request, this);
        try {
            return end.get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("The stream broke off.", e);
        }
    }

    @Override
    public void onPartialResponse(String text) {
        line.append(text);
        for (int at = line.indexOf("\n"); at >= 0; at = line.indexOf("\n")) {
            log(line.substring(0, at));
            line.delete(0, at + 1);
        }
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        if (!line.isEmpty()) {
            log(line.toString());
        }
        if (response.finishReason() == null) {
            end.completeExceptionally(new IOException("The stream ended before the answer did."));
        } else {
            end.complete(response);
        }
    }

    @Override
    public void onError(Throwable error) {
        end.completeExceptionally(error);
    }

    private void log(String text) {
        LOG.info("Answer of {}: {}", identity, text);
    }
}
