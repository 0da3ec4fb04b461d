package dev.avow.operators.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small batch endpoint: it keeps files and batches, and answers all requests of a batch when a test says so. */
public final class BatchServer implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final Map<String, String> files = new LinkedHashMap<>();
    private final Map<String, ObjectNode> batches = new LinkedHashMap<>();
    private final Deque<Fault> faults = new ArrayDeque<>();

    /** What the next call of a path meets; status 0 cuts the connection after the call took effect. */
    private record Fault(String call, int status, String retryAfter) {}

    public BatchServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/", this::handle);
        server.start();
    }

    public String baseUrl() {
        return "http://localhost:" + server.getAddress().getPort() + "/v1";
    }

    /** Has the next such call fail, such as {@code POST /batches}, before it takes effect. */
    public synchronized void fail(String call, int status, String retryAfter) {
        faults.add(new Fault(call, status, retryAfter));
    }

    /** Has the next such call take effect, and its answer get lost. */
    public synchronized void loseAnswer(String call) {
        faults.add(new Fault(call, 0, ""));
    }

    public synchronized List<ObjectNode> batches() {
        return new ArrayList<>(batches.values());
    }

    public synchronized String requests() {
        return files.get(batches().get(0).path("input_file_id").asText());
    }

    public synchronized void status(String status) {
        batches.values().forEach(batch -> batch.put("status", status));
    }

    /** Answers all requests, the last one first; those whose text begins with "!" fail. */
    public synchronized void work() {
        batches.values().forEach(batch -> {
            StringBuilder output = new StringBuilder();
            StringBuilder errors = new StringBuilder();
            String[] lines =
                    files.get(batch.path("input_file_id").asText()).lines().toArray(String[]::new);
            for (int i = lines.length - 1; i >= 0; i--) {
                ObjectNode answer = answer(lines[i]);
                boolean good = answer.at("/response/status_code").asInt() == 200;
                (good ? output : errors).append(answer).append('\n');
            }
            batch.put("status", "completed");
            batch.put("output_file_id", file(output.toString()));
            batch.put("error_file_id", file(errors.toString()));
        });
    }

    private static ObjectNode answer(String line) {
        JsonNode request = json(line);
        JsonNode messages = request.at("/body/messages");
        String text = messages.get(messages.size() - 1).path("content").asText();
        ObjectNode answer = JSON.createObjectNode();
        answer.set("custom_id", request.path("custom_id"));
        ObjectNode response = answer.putObject("response");
        if (text.startsWith("!")) {
            response.put("status_code", 400)
                    .putObject("body")
                    .putObject("error")
                    .put("code", "content_policy");
            return answer;
        }
        ObjectNode body = response.put("status_code", 200).putObject("body");
        body.put("model", request.at("/body/model").asText() + "-2026-01-01");
        ObjectNode choice = body.putArray("choices").addObject();
        choice.put("finish_reason", text.startsWith("~") ? "length" : "stop");
        choice.putObject("message").put("role", "assistant").put("content", "About " + text);
        body.putObject("usage").put("prompt_tokens", text.length()).put("completion_tokens", 2);
        return answer;
    }

    private String file(String content) {
        String id = "file-" + (files.size() + 1);
        files.put(id, content);
        return id;
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring("/v1".length());
        String call = exchange.getRequestMethod() + " " + path;
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Fault fault = faults.peek();
        if (fault != null && fault.call().equals(call)) {
            faults.remove();
            if (fault.status() == 0) {
                answer(call, path, body);
                exchange.close();
                return;
            }
            exchange.getResponseHeaders().set("Retry-After", fault.retryAfter());
            send(exchange, fault.status(), "{\"error\":{\"code\":\"some_code\",\"message\":\"private words\"}}");
            return;
        }
        boolean known =
                "Bearer key-of-tests".equals(exchange.getRequestHeaders().getFirst("Authorization"));
        send(exchange, known ? 200 : 401, known ? answer(call, path, body) : "{}");
    }

    private String answer(String call, String path, String body) {
        if (call.equals("POST /files")) {
            String upload = body.substring(body.lastIndexOf("\r\n\r\n") + 4, body.lastIndexOf("\r\n--"));
            return JSON.createObjectNode().put("id", file(upload)).toString();
        }
        if (call.equals("POST /batches")) {
            ObjectNode batch = (ObjectNode) json(body);
            batch.put("id", "batch_" + (batches.size() + 1)).put("status", "in_progress");
            batch.put("created_at", 1_767_614_400L);
            batches.put(batch.path("id").asText(), batch);
            return batch.toString();
        }
        if (call.equals("GET /batches")) {
            ObjectNode list = JSON.createObjectNode().put("has_more", false);
            list.putArray("data").addAll(batches.values());
            return list.toString();
        }
        String id = path.split("/", -1)[2];
        if (call.endsWith("/cancel")) {
            batches.get(id).put("status", "cancelled");
        }
        return path.endsWith("/content") ? files.get(id) : batches.get(id).toString();
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
