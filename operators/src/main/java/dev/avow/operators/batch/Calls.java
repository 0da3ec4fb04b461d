package dev.avow.operators.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.avow.operators.RetryAfter;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends requests and reads answers, for one attempt.
 *
 * @param now for a date in {@code Retry-After}
 * @param timeout of a call, its body included
 */
record Calls(HttpClient http, Instant now, Duration timeout) {

    static final JsonMapper JSON = new JsonMapper();

    private static final int MAX_JSON_BYTES = 16 << 20;

    /** @throws ApiFault if there is no answer, one with another status than 200 to 299, or no JSON object */
    JsonNode json(HttpRequest request) throws ApiFault, InterruptedException {
        try {
            JsonNode answer = JSON.readTree(bytes(request, MAX_JSON_BYTES));
            if (answer.isObject()) {
                return answer;
            }
        } catch (JsonProcessingException | LimitedBytes.TooLong e) {
            throw ApiFault.passing(named(request) + " was not answered with JSON of the batch API", null);
        } catch (IOException e) {
            throw unanswered(request, e);
        }
        throw ApiFault.passing(named(request) + " was not answered with JSON of the batch API", null);
    }

    /**
     * @throws ApiFault if there is no answer, or one with another status than 200 to 299
     * @throws LimitedBytes.TooLong if the body is above the limit
     */
    byte[] bytes(HttpRequest request, long limit) throws ApiFault, LimitedBytes.TooLong, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, head -> new LimitedBytes(limit));
        try {
            return body(request, answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LimitedBytes.TooLong tooLong) {
                throw tooLong;
            }
            throw unanswered(request, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw ApiFault.passing(named(request) + " was not answered within " + timeout, e);
        } finally {
            answer.cancel(true);
        }
    }

    private byte[] body(HttpRequest request, HttpResponse<byte[]> answer) throws ApiFault {
        int status = answer.statusCode();
        if (status >= 200 && status < 300) {
            return answer.body();
        }
        String message = named(request) + " was answered with status " + status + code(answer.body());
        throw ApiFault.ofStatus(
                message,
                status,
                answer.headers().firstValue("Retry-After").flatMap(value -> RetryAfter.of(value, now)));
    }

    /** Returns the error's code, which names its kind; the error's message may quote what was sent. */
    private static String code(byte[] body) {
        try {
            String code = JSON.readTree(body).at("/error/code").asText();
            return code.matches("[A-Za-z0-9_.-]{1,60}") ? " (" + code + ")" : "";
        } catch (IOException e) {
            return "";
        }
    }

    private static ApiFault unanswered(HttpRequest request, Throwable cause) {
        return ApiFault.passing(
                named(request) + " was not answered: " + cause.getClass().getSimpleName(), cause);
    }

    private static String named(HttpRequest request) {
        return request.method() + " " + request.uri().getPath();
    }
}
