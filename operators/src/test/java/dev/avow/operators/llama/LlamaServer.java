package dev.avow.operators.llama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An endpoint that speaks OpenAI's protocol, with a real model behind it: completions, JSON schemas by grammar, server-sent
 * events and the use of tokens. It listens on a free port of this machine.
 */
public final class LlamaServer implements AutoCloseable {

    /** The name under which it answers. */
    public static final String MODEL = "tiny-sotu";

    static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final List<JsonNode> requests = new CopyOnWriteArrayList<>();

    private LlamaServer(HttpServer server) {
        this.server = server;
    }

    /** Starts a server, which shares the model with all others of this JVM. */
    public static LlamaServer start() {
        try {
            LlamaServer started =
                    new LlamaServer(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            started.server.createContext("/v1/chat/completions", started::complete);
            started.server.setExecutor(started.threads);
            started.server.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what a connection has as its {@code base_url}. */
    public String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** Returns the bodies of all requests so far, in their order. */
    public List<JsonNode> requests() {
        return List.copyOf(requests);
    }

    private void complete(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = JSON.readTree(exchange.getRequestBody());
            requests.add(request);
            Completion completion = new Completion(request);
            if (request.path("stream").asBoolean()) {
                exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
                exchange.sendResponseHeaders(200, 0);
                stream(completion, exchange.getResponseBody());
            } else {
                byte[] body = JSON.writeValueAsBytes(completion.whole());
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    private static void stream(Completion completion, OutputStream out) throws IOException {
        completion.chunks(chunk -> event(out, chunk.toString()));
        event(out, "[DONE]");
    }

    private static void event(OutputStream out, String data) {
        try {
            out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
