package dev.avow.operators.openai;

import static dev.avow.operators.Source.input;
import static dev.avow.testing.TestRun.aRun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.avow.engine.declaration.Model;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.operators.embedding.EmbeddingOperator;
import dev.avow.operators.embedding.Embeddings;
import dev.avow.operators.embedding.Vectors;
import dev.avow.testing.TestRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenAiEmbeddingsTest {

    private static final String ANSWER = "{'object':'list','model':'small','data':[{'object':'embedding','index':0,"
            + "'embedding':[1.0,2.0]},{'object':'embedding','index':1,'embedding':[3.0,4.0]}],"
            + "'usage':{'prompt_tokens':5,'total_tokens':5}}";

    @Test
    void calls_the_endpoint_of_the_connection_with_its_key() throws Exception {
        List<String> seen = new ArrayList<>();
        HttpServer server = server(exchange -> {
            seen.add(exchange.getRequestHeaders().getFirst("Authorization"));
            seen.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] answer = ANSWER.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });

        OperatorResult result = aRunAt(server).execute();
        server.stop(0);

        assertThat(Vectors.ofNpy(TestRun.output(result, "embeddings")).row(1)).containsExactly(3, 4);
        assertThat(CanonicalJson.text(result.notes())).isEqualTo("{\"dimension\":2,\"input_tokens\":5,\"segments\":2}");
        assertThat(seen.get(0)).isEqualTo("Bearer key-of-tests");
        assertThat(seen.get(1)).contains("\"small\"", "\"dimensions\"");
    }

    @Test
    void waits_as_long_as_the_endpoint_asks() throws Exception {
        HttpServer server = server(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "90");
            exchange.sendResponseHeaders(429, -1);
            exchange.close();
        });

        assertThatThrownBy(() -> aRunAt(server).execute())
                .isInstanceOfSatisfying(
                        OperatorException.class, e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(90)))
                .hasMessage("The endpoint of small answered with HTTP status 429. Try again after PT1M30S.");
        server.stop(0);
    }

    @Test
    void fails_for_good_when_a_key_of_the_connection_is_not_known() {
        Model model = Model.unpinned("openai", "small");
        TestRun run = aRun(
                        EmbeddingOperator.with(OpenAiEmbeddings.model(model)),
                        Embeddings.embedding(model, input("text")).connection("provider"))
                .input("text", "a")
                .connection("provider", Map.of("baseurl", "http://localhost/v1"));

        assertThatThrownBy(run::execute)
                .isInstanceOfSatisfying(
                        OperatorException.class,
                        e -> assertThat(e.isRetriable()).isFalse())
                .hasMessage(
                        "Connection 'provider' has 'baseurl', which is not known. Use only api_key, base_url, organization,"
                                + " project, stream.");
    }

    private static HttpServer server(HttpHandler answers) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/embeddings", answers);
        server.start();
        return server;
    }

    private static TestRun aRunAt(HttpServer server) {
        Model model = Model.unpinned("openai", "small");
        return aRun(
                        EmbeddingOperator.with(OpenAiEmbeddings.model(model)),
                        Embeddings.embedding(model, input("text"))
                                .connection("provider")
                                .parameter("dimensions", 2))
                .input("text", "a\nb")
                .connection(
                        "provider",
                        Map.of(
                                "base_url",
                                "http://localhost:" + server.getAddress().getPort() + "/v1",
                                "api_key",
                                "key-of-tests"));
    }
}
