package dev.avow.operators.chat;

import dev.avow.engine.operator.DeclaredRun;
import dev.avow.operators.LineLog;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs an answer line by line while it comes, for one call. */
final class LoggedStream implements StreamingChatResponseHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ChatOperator.class);

    private final LineLog lines;
    private final CompletableFuture<ChatResponse> end = new CompletableFuture<>();

    LoggedStream(DeclaredRun run) {
        this.lines = LineLog.of(LOG, "Answer of " + run.identity(), run);
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
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        lines.write(bytes, 0, bytes.length);
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        lines.close();
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
}
