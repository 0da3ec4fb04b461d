package dev.avow.operators.http;

import static dev.avow.operators.Source.input;
import static dev.avow.operators.http.HttpCalls.connectionHeaders;
import static dev.avow.operators.http.HttpCalls.expecting;
import static dev.avow.operators.http.HttpCalls.get;
import static dev.avow.operators.http.HttpCalls.headers;
import static dev.avow.operators.http.HttpCalls.http;
import static dev.avow.operators.http.HttpCalls.sending;
import static dev.avow.testing.TestRun.aRun;
import static dev.avow.testing.TestRun.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.avow.engine.dsl.OperatorCall;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorResult.Ending;
import dev.avow.operators.http.TestServer.Seen;
import dev.avow.testing.OperatorContract;
import dev.avow.testing.TestRun;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Over real connections to a server of this machine. */
@Timeout(60)
class HttpOperatorTest extends OperatorContract {

    private static final HttpOperator OPERATOR = new HttpOperator();

    private final TestServer server = TestServer.start()
            .page("/rates", 200, Map.of("Content-Type", "Text/CSV; charset=utf-8"), "eur,usd\n")
            .page("/orders", 201, Map.of(), "made");

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    protected Operator operator() {
        return OPERATOR;
    }

    @Override
    protected TestRun aGoodRun() {
        return aRun(OPERATOR, get(server.url("/rates")));
    }

    private OperatorResult execute(OperatorCall call) throws Exception {
        return aRun(OPERATOR, call).execute();
    }

    private OperatorException failure(TestRun run) {
        return catchThrowableOfType(OperatorException.class, run::execute);
    }

    private Seen onlyRequest() {
        assertThat(server.seen()).hasSize(1);
        return server.seen().get(0);
    }

    @Test
    void declares_all_defaults() {
        assertThat(CanonicalJson.text(
                        OPERATOR.parameters(get("https://example.org/a?b=c").parameters())))
                .isEqualTo("{\"body\":\"\",\"body_source\":\"\",\"expected_statuses\":\"2xx\",\"headers\":{},"
                        + "\"idempotency_key\":\"identity\",\"max_bytes\":1048576,\"method\":\"GET\","
                        + "\"redirects\":\"never\",\"url\":\"https://example.org/a?b=c\"}");
    }

    @Test
    void keeps_the_body_with_its_media_type() throws Exception {
        OperatorResult result = aGoodRun().execute();

        assertThat(text(result, "body")).isEqualTo("eur,usd\n");
        assertThat(result.outputs().get(0).mediaType()).isEqualTo("text/csv");
        assertThat(CanonicalJson.text(result.notes())).isEqualTo("{\"bytes\":8,\"status\":200}");
        assertThat(onlyRequest().headers()).doesNotContainKey("Idempotency-key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "text/", "text/a b", "a/b/c", "{}/x"})
    void takes_a_media_type_that_is_not_valid_for_bytes(String type) throws Exception {
        server.page("/odd", 200, Map.of("Content-Type", type), "x");

        assertThat(execute(get(server.url("/odd"))).outputs().get(0).mediaType())
                .isEqualTo("application/octet-stream");
    }

    @Test
    void sends_a_text_with_headers_and_the_identity_as_its_key() throws Exception {
        TestRun run = aRun(
                OPERATOR,
                sending(
                        headers(http("POST", server.url("/orders?x=1")), Map.of("Content-Type", "text/plain")),
                        "zwölf"));

        assertThat(text(run.execute(), "body")).isEqualTo("made");

        assertThat(onlyRequest().method()).isEqualTo("POST");
        assertThat(onlyRequest().path()).isEqualTo("/orders?x=1");
        assertThat(onlyRequest().body()).isEqualTo("zwölf");
        assertThat(onlyRequest().headers().getFirst("Content-Type")).isEqualTo("text/plain");
        assertThat(onlyRequest().headers().get("Idempotency-Key"))
                .containsExactly(run.identity().toString());
    }

    @Test
    void sends_a_declared_content() throws Exception {
        TestRun run = aRun(OPERATOR, sending(http("PUT", server.url("/orders")), input("order")))
                .input("order", "twelve");

        run.execute();

        assertThat(onlyRequest().body()).isEqualTo("twelve");
    }

    @Test
    void objects_to_a_body_that_is_not_declared() {
        TestRun run = aRun(OPERATOR, sending(http("PUT", server.url("/orders")), input("order")));

        assertThat(run.objection())
                .contains("Source 'input:order' is not declared. Add it to the task with input(...), and declare the"
                        + " run again.");
    }

    @ParameterizedTest
    @CsvSource({"attempt,/1", "none,"})
    void sends_another_key_or_none_as_declared(String key, String suffix) throws Exception {
        TestRun run = aRun(OPERATOR, http("DELETE", server.url("/orders")).parameter("idempotency_key", key));

        run.execute();

        assertThat(onlyRequest().headers().getFirst("Idempotency-Key"))
                .isEqualTo(suffix == null ? null : run.identity() + suffix);
    }

    @Test
    void sends_the_secrets_of_its_connection_below_its_base_url() throws Exception {
        OperatorCall call = connectionHeaders(get("/rates?day=1"), "rates", Map.of("X-Api-Key", "api_key"));
        TestRun run = aRun(OPERATOR, call)
                .connection("rates", Map.of("base_url", server.url("/rates/"), "token", "t-1", "api_key", "k-1"));

        run.execute();

        assertThat(onlyRequest().path()).isEqualTo("/rates/rates?day=1");
        assertThat(onlyRequest().headers().getFirst("Authorization")).isEqualTo("Bearer t-1");
        assertThat(onlyRequest().headers().getFirst("X-Api-Key")).isEqualTo("k-1");
        assertThat(run.declaration().toString()).doesNotContain("t-1", "k-1");
    }

    @Test
    void sends_a_whole_authorization_of_its_connection() throws Exception {
        TestRun run = aRun(OPERATOR, get("/rates").connection("rates"))
                .connection("rates", Map.of("base_url", server.url(), "authorization", "Basic YTpi"));

        run.execute();

        assertThat(onlyRequest().headers().getFirst("Authorization")).isEqualTo("Basic YTpi");
    }

    @Test
    void refuses_a_value_of_the_connection_that_would_be_a_second_header() {
        TestRun run = aRun(OPERATOR, get("/rates").connection("rates"))
                .connection("rates", Map.of("base_url", server.url(), "token", "t\r\nX-Admin: 1"));

        assertThat(failure(run))
                .hasMessage("Value 'token' of connection 'rates' cannot stand in a header: it has other characters than"
                        + " printable ASCII, or spaces around it. Correct the secret.")
                .matches(e -> !e.isRetriable());
        assertThat(server.seen()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ftp://example.org|is not a URL with a host that starts with https:// or http://.",
                "https://user:pw@example.org/|has a user in front of its host.",
                "https://example.org/#a|has a fragment.",
                "/rates|is not a URL with a host that starts with https:// or http://.",
                "https:///a|is not a URL with a host that starts with https:// or http://.",
                "https://example.org/a b|is not a URL with a host that starts with https:// or http://."
            })
    void refuses_a_url_that_is_not_one_of_a_server(String url, String fault) {
        assertThatThrownBy(() -> OPERATOR.parameters(get(url).parameters()))
                .hasMessage("Parameter 'url' of operator 'http' " + fault
                        + " Give one such as https://example.org/a, or a connection.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://example.org/|is not a path that starts with one '/'.",
                "//example.org/|is not a path that starts with one '/'.",
                "/a/../b|has '.' or '..' as a part.",
                "/%2E%2e/b|has '.' or '..' as a part.",
                "/a/.|has '.' or '..' as a part.",
                "/a/..;x/b|has '.' or '..' as a part.",
                "/a/.%2e%3Bx|has '.' or '..' as a part.",
                "/a/..%2f..%2Fb|has an encoded slash.",
                "/a%5Cb|has an encoded slash.",
                "/a#b|has a fragment."
            })
    void refuses_what_is_not_a_path_below_the_connection(String path, String fault) {
        assertThatThrownBy(
                        () -> OPERATOR.parameters(get(path).connection("rates").parameters()))
                .hasMessage("Parameter 'url' of operator 'http' " + fault
                        + " With a connection, give a path below its base_url.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-A|ä|has a value of 'X-A' that is empty, starts or ends with a space, or is not of printable ASCII",
                "X A|1|has 'X A', which is not the name of a field",
                "Host|example.org|has 'Host', which the client sets",
                "authorization|Bearer x|has 'authorization', which is a secret"
            })
    void refuses_a_header_that_cannot_be_declared(String name, String value, String fault) {
        OperatorCall call = headers(get("https://example.org"), Map.of(name, value));

        assertThatThrownBy(() -> OPERATOR.parameters(call.parameters()))
                .hasMessage("Parameter 'headers' of operator 'http' " + fault
                        + ". Give names with values of printable ASCII, and secrets by a connection.");
    }

    @Test
    void refuses_a_line_break_in_a_header() {
        OperatorCall call = headers(get("https://example.org"), Map.of("X-A", "1\r\nX-B: 2"));

        assertThatThrownBy(() -> OPERATOR.parameters(call.parameters()))
                .hasMessage("Parameter 'headers' of operator 'http' has a value of 'X-A' that is empty, starts or ends"
                        + " with a space, or is not of printable ASCII. Give names with values of printable ASCII, and"
                        + " secrets by a connection.");
    }

    @Test
    void refuses_a_body_of_a_method_that_has_none() {
        assertThatThrownBy(() -> OPERATOR.parameters(
                        sending(get("https://example.org"), "x").parameters()))
                .hasMessage("Parameter 'method' of operator 'http' is GET, which has no body. Use another method, or"
                        + " leave the body out.");
    }

    @Test
    void takes_a_status_that_is_declared_as_expected() throws Exception {
        server.page("/gone", 404, Map.of(), "no");

        OperatorResult result = execute(expecting(get(server.url("/gone")), 200, 404));

        assertThat(result.ending()).isEqualTo(Ending.SUCCEEDED);
        assertThat(CanonicalJson.text(result.notes())).isEqualTo("{\"bytes\":2,\"status\":404}");
    }

    @Test
    void fails_for_good_at_another_status_and_keeps_the_body() throws Exception {
        server.page("/gone", 404, Map.of(), "no such page");

        OperatorResult result = execute(get(server.url("/gone")));

        assertThat(result.ending()).isEqualTo(Ending.FAILED_FOR_GOOD);
        assertThat(result.message().replaceAll("sha256:[0-9a-f]{64}", "IDENTITY"))
                .isEqualTo("Status 404 of GET at " + server.url() + " is not expected. Read the output 'body' of this"
                        + " attempt: 'avow output IDENTITY body --attempt 1'."
                        + " Then correct the request, or add the status to expected_statuses.");
        assertThat(text(result, "body")).isEqualTo("no such page");
    }

    @ParameterizedTest
    @CsvSource({"408,,", "429,30,PT30S", "500,,", "503,'Mon, 05 Jan 2026 12:01:30 GMT',PT1M30S", "503,soon,"})
    void may_be_retried_not_before_the_server_says(int status, String after, Duration wait) {
        server.page("/busy", status, after == null ? Map.of() : Map.of("Retry-After", after), "busy");
        TestRun run = aRun(OPERATOR, get(server.url("/busy"))).at(Instant.parse("2026-01-05T12:00:00Z"));

        OperatorException failure = failure(run);

        assertThat(failure)
                .hasMessage("Status " + status + " of GET at " + server.url()
                        + " is not expected. Try again later, or see what is wrong there.");
        assertThat(failure.isRetriable()).isTrue();
        assertThat(failure.retryAfter()).isEqualTo(Optional.ofNullable(wait));
    }

    @Test
    void fails_for_good_at_a_body_above_the_limit() throws Exception {
        assertThat(failure(aRun(OPERATOR, get(server.url("/rates")).parameter("max_bytes", 7))))
                .hasMessage("Server '" + server.url()
                        + "' answered with more than 7 bytes. Raise max_bytes, or ask for less.")
                .matches(e -> !e.isRetriable());
        assertThat(text(execute(get(server.url("/rates")).parameter("max_bytes", 8)), "body"))
                .hasSize(8);
    }

    @Test
    void may_be_retried_when_the_answer_breaks_off() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            FutureTask<Void> cutting = new FutureTask<>(() -> cut(socket), null);
            new Thread(cutting).start();

            assertThatThrownBy(() -> execute(get("http://localhost:" + socket.getLocalPort() + "/a")))
                    .isInstanceOf(IOException.class)
                    .hasMessage("Server 'http://localhost:" + socket.getLocalPort()
                            + "' gave no complete answer: IOException. Try again, or see that it can be reached.");
            cutting.get();
        }
    }

    private static void cut(ServerSocket socket) {
        try (Socket accepted = socket.accept();
                OutputStream out = accepted.getOutputStream()) {
            accepted.getInputStream().read(new byte[1_000]);
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfive!".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void ends_with_its_thread_when_that_is_interrupted() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        server.page("/slow", exchange -> {
            asked.countDown();
            await(ended);
        });
        FutureTask<OperatorResult> task = new FutureTask<>(() -> execute(get(server.url("/slow"))));
        Thread thread = new Thread(task);

        thread.start();
        asked.await();
        thread.interrupt();

        assertThatThrownBy(task::get).hasCauseInstanceOf(InterruptedException.class);
        ended.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void takes_no_client_that_redirects_by_itself() {
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .build();

        assertThatThrownBy(() -> HttpOperator.with(client))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The HTTP client follows redirects by itself: ALWAYS. Give one with Redirect.NEVER, and"
                        + " declare 'redirects'.");
    }
}
