package dev.avow.operators.chat;

import static dev.avow.operators.chat.Chats.chat;
import static dev.avow.testing.TestRun.aRun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import dev.avow.engine.declaration.Model;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.operators.http.TestServer;
import dev.avow.operators.openai.OpenAi;
import dev.avow.testing.TestRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Endpoints that begin an answer and never end it. */
@Timeout(60)
class HangingAnswerTest {

    private static final String CHUNK = "data: {\"id\":\"c1\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":"
            + "{\"content\":\"Half\"}}]}\n\n";

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.start().page("/v1", this::hang);
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.close();
    }

    private void hang(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(CHUNK.getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
        begun.countDown();
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private TestRun run(String stream) {
        return aRun(
                        ChatOperator.with(OpenAi.provider("openai")),
                        chat(Model.unpinned("openai", "m")).connection("openai").user("hi"))
                .connection("openai", Map.of("base_url", server.url("/v1"), "stream", stream));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "log"})
    void may_be_retried_when_nothing_more_comes_in_time(String stream) {
        TestRun run = run(stream).timeout(Duration.ofSeconds(1));

        OperatorException failure = catchThrowableOfType(OperatorException.class, run::execute);

        assertThat(failure).hasMessage("Model 'm' of provider 'openai' did not answer in time. Raise the timeout.");
        assertThat(failure.isRetriable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "log"})
    void ends_when_it_is_interrupted_in_the_middle(String stream) throws Exception {
        FutureTask<OperatorResult> task = new FutureTask<>(run(stream)::execute);
        Thread thread = new Thread(task);
        thread.start();
        begun.await();

        thread.interrupt();

        assertThat(catchThrowableOfType(ExecutionException.class, task::get).getCause())
                .isInstanceOf(InterruptedException.class)
                .hasMessage("Interrupted while 'm' of provider 'openai' answered.");
    }
}
