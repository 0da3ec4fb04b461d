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
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small batch endpoint: it keeps files and batches, and answers all requests of a batch when a test says so. */
public final class BatchServer implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    private final HttpServer server;
    private final Map<String, String> files = new LinkedHashMap<>();
    private final BatchServerList batches = new BatchServerList();
    private final List<String> calls = new ArrayList<>();
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
        return batches.all();
    }

    /** Returns all calls so far, such as {@code GET /batches?limit=100}. */
    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    /** Returns the content of a file that a batch names under this member. */
    public synchronized String file(ObjectNode batch, String member) {
        return files.get(batch.path(member).asText());
    }

    /** Makes batches of somebody else. */
    public synchronized void addOthers(int count, Instant created) {
        for (int i = 0; i < count; i++) {
            batches.add(JSON.createObjectNode(), created, "");
        }
    }

    /** Has the list not show what is made from now on, until it catches up. */
    public synchronized void lag() {
        batches.lag();
    }

    public synchronized void catchUp() {
        batches.catchUp();
    }

    /** Has a submission under a key that is known give the batch that was made under it. */
    public synchronized void heedKeys() {
        batches.heedKeys();
    }

    public synchronized String requests() {
        return file(batches().get(0), "input_file_id");
    }

    public synchronized void status(String status) {
        batches.all().forEach(batch -> batch.put("status", status));
    }

    /** Has all batches fail, with these errors as JSON. */
    public synchronized void failBatches(String errors) {
        batches.all().forEach(batch -> {
            batch.put("status", "failed");
            batch.putObject("errors").set("data", json(errors));
        });
    }

    /** Answers all requests, the last one first; those whose text begins with "!" fail. */
    public synchronized void work() {
        batches.all().forEach(batch -> {
            StringBuilder output = new StringBuilder();
            StringBuilder errors = new StringBuilder();
            String[] lines = file(batch, "input_file_id").lines().toArray(String[]::new);
            for (int i = lines.length - 1; i >= 0; i--) {
                ObjectNode answer = BatchServerAnswers.answer(json(lines[i]));
                boolean good = answer.at("/response/status_code").asInt() == 200;
                (good ? output : errors).append(answer).append('\n');
            }
            batch.put("status", "completed");
            batch.put("output_file_id", add(output.toString()));
            batch.put("error_file_id", add(errors.toString()));
        });
    }

    private String add(String content) {
        String id = "file-" + (files.size() + 1);
        files.put(id, content);
        return id;
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring("/v1".length());
        String call = exchange.getRequestMethod() + " " + path;
        String query = exchange.getRequestURI().getQuery();
        calls.add(query == null ? call : call + "?" + query);
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Fault fault = faults.peek();
        if (fault != null && fault.call().equals(call)) {
            faults.remove();
            if (fault.status() == 0) {
                answer(exchange, call, body);
                exchange.close();
                return;
            }
            exchange.getResponseHeaders().set("Retry-After", fault.retryAfter());
            send(exchange, fault.status(), "{\"error\":{\"code\":\"some_code\",\"message\":\"private words\"}}");
            return;
        }
        boolean known =
                "Bearer key-of-tests".equals(exchange.getRequestHeaders().getFirst("Authorization"));
        send(exchange, known ? 200 : 401, known ? answer(exchange, call, body) : "{}");
    }

    private String answer(HttpExchange exchange, String call, String body) {
        if (call.equals("POST /files")) {
            String upload = body.substring(body.lastIndexOf("\r\n\r\n") + 4, body.lastIndexOf("\r\n--"));
            return JSON.createObjectNode().put("id", add(upload)).toString();
        }
        if (call.equals("POST /batches")) {
            String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            return batches.add((ObjectNode) json(body), NOON, key).toString();
        }
        if (call.equals("GET /batches")) {
            return batches.page(exchange.getRequestURI().getQuery()).toString();
        }
        String path = call.substring(call.indexOf('/'));
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
