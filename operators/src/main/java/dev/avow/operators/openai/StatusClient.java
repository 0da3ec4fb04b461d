package dev.avow.operators.openai;

import dev.avow.operators.model.HttpRefusal;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends LangChain4j's requests with the JDK's client, on the calling thread, and keeps of a refusal its status and
 * {@code Retry-After}, which LangChain4j's own client loses. An answer has the limit as a whole; of a streamed one its
 * beginning has, and then each silence. Threads may share it.
 */
final class StatusClient implements HttpClient {

    /** More nanoseconds than those of some centuries have no number. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private final java.net.http.HttpClient client;
    private final Duration limit;

    private StatusClient(java.net.http.HttpClient client, Duration limit) {
        this.client = client;
        this.limit = limit;
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        HttpResponse<byte[]> response = send(request, BodyHandlers.ofByteArray());
        return success(response, response.body());
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        try {
            HttpResponse<InputStream> response = send(request, unused -> new StreamedBody(limit));
            try (InputStream body = response.body()) {
                listener.onOpen(success(response, new byte[0]));
                parser.parse(body, listener);
            }
            listener.onClose();
        } catch (IOException | RuntimeException e) {
            listener.onError(e);
        }
    }

    /** Sends a request, and waits for as much of the answer as its body's handler does, at most as long as the limit. */
    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) {
        CompletableFuture<HttpResponse<T>> coming = client.sendAsync(jdk(request), body);
        HttpResponse<T> response;
        try {
            // why: the client's own limit ends with the header fields, and a body can hang too
            response = coming.get(nanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new UncheckedIOException(new HttpTimeoutException("The answer did not come to its end in time."));
        } catch (ExecutionException e) {
            throw failure(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("Interrupted.", e);
        } finally {
            coming.cancel(true);
        }
        if (response.statusCode() < 200 || response.statusCode() > 299) {
            throw new HttpRefusal(response.statusCode(), response.headers().firstValue("Retry-After"));
        }
        return response;
    }

    private long nanos() {
        return limit.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : limit.toNanos();
    }

    private static RuntimeException failure(ExecutionException failed) {
        return failed.getCause() instanceof IOException fault
                ? new UncheckedIOException(fault)
                : new IllegalStateException("The request failed.", failed);
    }

    private java.net.http.HttpRequest jdk(HttpRequest request) {
        java.net.http.HttpRequest.Builder to =
                java.net.http.HttpRequest.newBuilder(URI.create(request.url())).timeout(limit);
        request.headers().forEach((name, values) -> values.forEach(value -> to.header(name, value)));
        @Nullable String body = request.body();
        return to.method(
                        request.method().name(),
                        body == null
                                ? java.net.http.HttpRequest.BodyPublishers.noBody()
                                : java.net.http.HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static SuccessfulHttpResponse success(HttpResponse<?> response, byte[] body) {
        return SuccessfulHttpResponse.builder()
                .statusCode(response.statusCode())
                .headers(response.headers().map())
                .body(body)
                .build();
    }

    /** Builds clients that share the connections of one JDK client. */
    static final class Builder implements HttpClientBuilder {

        private static final java.net.http.HttpClient SHARED = java.net.http.HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(15))
                .version(java.net.http.HttpClient.Version.HTTP_1_1)
                .build();

        private Duration connect = Duration.ofSeconds(15);
        private Duration limit = Duration.ofMinutes(10);

        @Override
        public Duration connectTimeout() {
            return connect;
        }

        @Override
        public HttpClientBuilder connectTimeout(Duration timeout) {
            connect = timeout;
            return this;
        }

        @Override
        public Duration readTimeout() {
            return limit;
        }

        @Override
        public HttpClientBuilder readTimeout(Duration timeout) {
            limit = timeout;
            return this;
        }

        @Override
        public HttpClient build() {
            return new StatusClient(SHARED, limit);
        }
    }
}
