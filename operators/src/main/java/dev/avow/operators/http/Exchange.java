package dev.avow.operators.http;

import dev.avow.engine.operator.OperatorException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends requests one after the other, all of them within one time. */
final class Exchange {

    private final HttpClient client;
    private final int maxBytes;
    private final Duration timeout;
    private final long end;

    Exchange(HttpClient client, int maxBytes, Duration timeout) {
        this.client = client;
        this.maxBytes = maxBytes;
        this.timeout = timeout;
        // why: the time that is left is measured, and never declared or stored
        this.end = System.nanoTime() + nanos(timeout);
    }

    Answer send(HttpRequest request) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<Optional<byte[]>>> coming =
                client.sendAsync(request, unused -> new LimitedBody(maxBytes));
        try {
            HttpResponse<Optional<byte[]>> response = coming.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            byte[] body = response.body()
                    .orElseThrow(() -> OperatorException.permanent("Server '" + Target.origin(request.uri())
                            + "' answered with more than " + maxBytes + " bytes. Raise max_bytes, or ask for less."));
            return new Answer(response.statusCode(), response.headers(), body);
        } catch (TimeoutException e) {
            throw OperatorException.retriable(
                    "Server '" + Target.origin(request.uri()) + "' did not answer within " + timeout
                            + ". Try again, or raise the timeout.",
                    e);
        } catch (ExecutionException e) {
            throw noAnswer(request, e);
        } finally {
            coming.cancel(true);
        }
    }

    private static IOException noAnswer(HttpRequest request, ExecutionException fault) {
        Throwable cause = fault.getCause() == null ? fault : fault.getCause();
        return new IOException(
                "Server '" + Target.origin(request.uri()) + "' gave no complete answer: "
                        + cause.getClass().getSimpleName() + ". Try again, or see that it can be reached.",
                cause);
    }

    private static long nanos(Duration time) {
        return time.compareTo(Duration.ofDays(365)) > 0 ? Duration.ofDays(365).toNanos() : time.toNanos();
    }
}
