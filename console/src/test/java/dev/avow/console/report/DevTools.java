package dev.avow.console.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Talks to a browser by the Chrome DevTools Protocol.
 *
 * <p>why: the JDK has all that this takes; a library for it would bring 200 MB to each build, for one test.
 *
 * @see <a href="https://chromedevtools.github.io/devtools-protocol/">Chrome DevTools Protocol</a>
 */
final class DevTools implements WebSocket.Listener {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int SECONDS = 60;

    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<JsonNode>> awaited = new ConcurrentHashMap<>();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private final StringBuilder message = new StringBuilder();
    private final WebSocket socket;
    private String session = "";
    private int last;

    DevTools(String address) throws Exception {
        this.socket = get(HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(URI.create(address), this));
        String target = call("Target.createTarget", Map.of("url", "about:blank"))
                .get("targetId")
                .asText();
        session = call("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .get("sessionId")
                .asText();
        for (String domain : List.of("Page", "Network", "Log", "Runtime")) {
            call(domain + ".enable", Map.of());
        }
    }

    /** Opens a page and waits until it is loaded; events are those from then on. */
    void open(URI page) throws Exception {
        events.clear();
        CompletableFuture<JsonNode> loaded =
                awaited.computeIfAbsent("Page.loadEventFired", m -> new CompletableFuture<>());
        call("Page.navigate", Map.of("url", page.toString()));
        get(loaded);
        awaited.clear();
    }

    /** Returns what an expression gives, as JSON. */
    JsonNode evaluate(String expression) throws Exception {
        JsonNode answer = call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException(answer.get("exceptionDetails").toString());
        }
        return answer.get("result").path("value");
    }

    JsonNode call(String method, Map<String, Object> params) throws Exception {
        int id = ++last;
        ObjectNode call = MAPPER.createObjectNode().put("id", id).put("method", method);
        call.set("params", MAPPER.valueToTree(params));
        if (!session.isEmpty()) {
            call.put("sessionId", session);
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        get(socket.sendText(MAPPER.writeValueAsString(call), true));
        JsonNode got = get(answer);
        if (got.has("error")) {
            throw new IllegalStateException(method + ": " + got.get("error"));
        }
        return got.get("result");
    }

    /** Returns the events of these methods that came since a page was opened. */
    List<JsonNode> events(String... methods) {
        List<String> wanted = List.of(methods);
        return events.stream()
                .filter(event -> wanted.contains(event.get("method").asText()))
                .toList();
    }

    private static <T> T get(CompletableFuture<T> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean whole) {
        message.append(part);
        if (whole) {
            take(message.toString());
            message.setLength(0);
        }
        from.request(1);
        return null;
    }

    private void take(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node.has("id")) {
                answers.remove(node.get("id").asInt()).complete(node);
                return;
            }
            events.add(node);
            CompletableFuture<JsonNode> waiting = awaited.get(node.get("method").asText());
            if (waiting != null) {
                waiting.complete(node);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
