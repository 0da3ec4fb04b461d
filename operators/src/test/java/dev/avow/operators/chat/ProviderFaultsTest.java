package dev.avow.operators.chat;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static dev.avow.operators.chat.Chats.answering;
import static dev.avow.operators.chat.Chats.chat;
import static dev.avow.operators.chat.Chats.offering;
import static dev.avow.testing.TestRun.aRun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.avow.engine.declaration.Model;
import dev.avow.engine.dsl.OperatorCall;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonBoolean;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorResult.Ending;
import dev.avow.operators.openai.OpenAi;
import dev.avow.operators.schema.RecordSchema;
import dev.avow.testing.TestRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderFaultsTest {

    private static final String ENDPOINT = "The endpoint of 'gpt-4o' of provider 'openai' ";
    private static final String LATER = "Try again later.";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String KEY = "sk-0123456789";

    private static WireMockServer provider;

    private final ChatOperator operator = ChatOperator.with(OpenAi.provider("openai"));

    record Place(String state, int year) {}

    @BeforeAll
    static void start() {
        provider = new WireMockServer(wireMockConfig().dynamicPort());
        provider.start();
    }

    @AfterAll
    static void stop() {
        provider.stop();
    }

    @BeforeEach
    void reset() {
        provider.resetAll();
    }

    private static OperatorCall asking(Model model) {
        return chat(model).connection("openai").user("secret prompt");
    }

    private static OperatorCall asking() {
        return asking(Model.unpinned("openai", "gpt-4o"));
    }

    private TestRun run(OperatorCall call, String stream) {
        return aRun(operator, call)
                .connection("openai", Map.of("base_url", provider.baseUrl() + "/v1", "api_key", KEY, "stream", stream))
                .at(Instant.parse("2026-01-05T12:00:00Z"));
    }

    private OperatorException failure(ResponseDefinitionBuilder answer, String stream) {
        provider.stubFor(post(anyUrl()).willReturn(answer));
        return catchThrowableOfType(OperatorException.class, run(asking(), stream)::execute);
    }

    private OperatorResult answered(OperatorCall call, String message, String model, String finish) throws Exception {
        String body = "{\"id\":\"c1\",\"object\":\"chat.completion\",\"model\":\"" + model
                + "\",\"choices\":[{\"index\":0,\"message\":" + message + ",\"finish_reason\":\"" + finish
                + "\"}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}";
        provider.stubFor(post(anyUrl())
                .willReturn(aResponse()
                        .withHeader("Content-Type", "application/json")
                        .withBody(body)));
        return run(call, "").execute();
    }

    private static String saying(String content) {
        return "{\"role\":\"assistant\",\"content\":\"" + content + "\"}";
    }

    @ParameterizedTest
    @CsvSource({
        "429, 7, PT7S",
        "429, 'Mon, 5 Jan 2026 12:01:30 GMT', PT1M30S",
        "503, 'Mon, 05 Jan 2026 13:00:00 GMT', PT1H",
        "500, 0, PT0S"
    })
    void waits_as_long_as_the_provider_asks(int status, String retryAfter, Duration wait) {
        for (String stream : List.of("", "log")) {
            OperatorException failure =
                    failure(aResponse().withStatus(status).withHeader("Retry-After", retryAfter), stream);

            assertThat(failure)
                    .hasMessage(ENDPOINT + "answered with HTTP status " + status + ". Try again after " + wait + ".");
            assertThat(failure.isRetriable()).isTrue();
            assertThat(failure.retryAfter()).contains(wait);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 425, 429, 500, 502, 503})
    void may_be_retried_after_a_fault_that_passes(int status) {
        OperatorException failure = failure(
                aResponse().withStatus(status).withHeader("Retry-After", "soon").withBody(KEY), "");

        assertThat(failure).hasMessage(ENDPOINT + "answered with HTTP status " + status + ". " + LATER);
        assertThat(failure.isRetriable()).isTrue();
        assertThat(failure.retryAfter()).isEmpty();
        provider.verify(1, postRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @CsvSource({
        "400, 'Check the declared model and parameters, and the connection''s base_url.'",
        "401, Check the connection's api_key.",
        "404, 'Check the declared model and parameters, and the connection''s base_url.'",
        "422, 'Check the declared model and parameters, and the connection''s base_url.'"
    })
    void fails_for_good_when_it_is_refused(int status, String advice) {
        OperatorException failure =
                failure(aResponse().withStatus(status).withBody("{\"error\":{\"message\":\"secret prompt\"}}"), "");

        assertThat(failure).hasMessage(ENDPOINT + "answered with HTTP status " + status + ". " + advice);
        assertThat(failure.isRetriable()).isFalse();
    }

    static List<Arguments> answers_that_do_not_come() {
        String broken = ENDPOINT + "cannot be reached, or broke off. Check the connection's base_url.";
        return List.of(
                Arguments.of(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), broken),
                Arguments.of(aResponse().withFault(Fault.EMPTY_RESPONSE), broken),
                Arguments.of(
                        aResponse().withBody("secret, and no JSON"),
                        "The answer of 'gpt-4o' of provider 'openai' cannot be read: RuntimeException. Try again, or"
                                + " check the connection's base_url."),
                Arguments.of(
                        aResponse().withBody("{\"id\":\"c1\",\"choices\":[]}"),
                        "The answer of 'gpt-4o' of provider 'openai' cannot be read: InternalServerException. Try again,"
                                + " or check the connection's base_url."));
    }

    @ParameterizedTest
    @MethodSource("answers_that_do_not_come")
    void may_be_retried_when_no_answer_comes(ResponseDefinitionBuilder answer, String message) {
        OperatorException failure = failure(answer, "");

        assertThat(failure).hasMessage(message);
        assertThat(failure.isRetriable()).isTrue();
    }

    @Test
    void may_be_retried_when_the_answer_is_later_than_the_declared_timeout() {
        provider.stubFor(post(anyUrl()).willReturn(aResponse().withFixedDelay(60_000)));
        TestRun run = run(asking(), "").timeout(Duration.ofMillis(50));

        OperatorException failure = catchThrowableOfType(OperatorException.class, run::execute);

        assertThat(failure)
                .hasMessage("Model 'gpt-4o' of provider 'openai' did not answer in time. Raise the timeout.");
        assertThat(failure.isRetriable()).isTrue();
    }

    @Test
    void may_be_retried_when_a_streamed_answer_ends_too_soon() {
        String half = "data: {\"id\":\"c1\",\"model\":\"gpt-4o\",\"choices\":[{\"index\":0,\"delta\":{\"content\":"
                + "\"Half\"}}]}\n\n";

        OperatorException failure = failure(
                aResponse().withHeader("Content-Type", "text/event-stream").withBody(half), "log");

        assertThat(failure).hasMessage(ENDPOINT + "cannot be reached, or broke off. Check the connection's base_url.");
        assertThat(failure.isRetriable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "log"})
    void may_be_retried_when_the_host_is_not_known(String stream) {
        TestRun run = aRun(operator, asking())
                .connection("openai", Map.of("base_url", "http://host.invalid/v1", "stream", stream));

        OperatorException failure = catchThrowableOfType(OperatorException.class, run::execute);

        assertThat(failure).hasMessage(ENDPOINT + "cannot be reached, or broke off. Check the connection's base_url.");
        assertThat(failure.isRetriable()).isTrue();
    }

    @Test
    void fails_for_good_when_the_connection_has_no_url() {
        TestRun run = aRun(operator, asking()).connection("openai", Map.of("base_url", "localhost:8080/v1"));

        OperatorException failure = catchThrowableOfType(OperatorException.class, run::execute);

        assertThat(failure)
                .hasMessage("Setting 'base_url' of connection 'openai' is not an HTTP URL. Use one such as"
                        + " https://api.openai.com/v1.");
        assertThat(failure.isRetriable()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"baseurl", "baseUrl", "apikey", "api-key", "organisation"})
    void fails_for_good_and_asks_nobody_when_a_key_of_the_connection_is_not_known(String key) {
        TestRun run = aRun(operator, asking())
                .connection("openai", Map.of("base_url", provider.baseUrl() + "/v1", key, "secret"));

        OperatorException failure = catchThrowableOfType(OperatorException.class, run::execute);

        assertThat(failure)
                .hasMessage("Connection 'openai' has '" + key
                        + "', which is not known. Use only api_key, base_url, organization, project, stream.");
        assertThat(failure.isRetriable()).isFalse();
        provider.verify(0, postRequestedFor(anyUrl()));
    }

    @Test
    void fails_for_good_when_nothing_says_where_the_endpoint_is() {
        TestRun bare = aRun(operator, asking()).connection("openai", Map.of("api_key", KEY));
        TestRun none = aRun(operator, chat(Model.unpinned("openai", "gpt-4o")).user("secret prompt"));

        OperatorException noUrl = catchThrowableOfType(OperatorException.class, bare::execute);
        OperatorException noConnection = catchThrowableOfType(OperatorException.class, none::execute);

        assertThat(noUrl)
                .hasMessage("Connection 'openai' has no 'base_url', and there is no default. Add it with"
                        + " setting(\"base_url\", url), such as https://api.openai.com/v1.");
        assertThat(noUrl.isRetriable()).isFalse();
        assertThat(noConnection)
                .hasMessage("Provider 'openai' needs a connection, and none is declared. Add connection(name) to the"
                        + " task's call, of a connection with the setting 'base_url'.");
        assertThat(noConnection.isRetriable()).isFalse();
    }

    @Test
    void ends_when_it_is_interrupted() {
        provider.stubFor(post(anyUrl()).willReturn(aResponse().withFixedDelay(60_000)));
        TestRun run = run(asking(), "");
        Thread.currentThread().interrupt();

        InterruptedException end = catchThrowableOfType(InterruptedException.class, run::execute);

        assertThat(end).hasMessage("Interrupted while 'gpt-4o' of provider 'openai' answered.");
    }

    @Test
    void fails_for_good_when_the_model_refuses() throws Exception {
        OperatorException refusal = catchThrowableOfType(
                OperatorException.class,
                () -> answered(asking(), "{\"role\":\"assistant\",\"refusal\":\"I will not\"}", "gpt-4o", "stop"));

        assertThat(refusal).hasMessage("Model 'gpt-4o' of provider 'openai' refused to answer. Change the prompt.");
        assertThat(refusal.isRetriable()).isFalse();
        OperatorResult filtered = answered(asking(), saying("I"), "gpt-4o", "content_filter");
        assertThat(filtered.ending()).isEqualTo(Ending.FAILED_FOR_GOOD);
        assertThat(filtered.message()).isEqualTo("The provider filtered the answer. Change the prompt.");
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4o, , gpt-4o, false",
        "gpt-4o, , gpt-4o-2024-08-06, false",
        "gpt-4o, , gpt-4o-mini, true",
        "gpt-4o, 2024-08-06, gpt-4o-2024-08-06, false",
        "gpt-4o, gpt-4o-2024-08-06, gpt-4o-2024-08-06, false",
        "gpt-4o, 2024-08-06, gpt-4o-2024-11-20, true",
        "gpt-4o, 2024-08-06, gpt-4o, true"
    })
    void notes_whether_another_model_answered(String name, String version, String answered, boolean deviated)
            throws Exception {
        Model model = new Model("openai", name, Optional.ofNullable(version), Optional.empty());

        OperatorResult result = answered(asking(model), saying("Yes."), answered, "stop");

        assertThat(result.ending()).isEqualTo(Ending.SUCCEEDED);
        assertThat(result.notes().find("deviated")).contains(new JsonBoolean(deviated));
    }

    @ParameterizedTest
    @CsvSource({
        "secret, it is no JSON document",
        "'{\\\"state\\\":\\\"secret\\\"}', it breaks $.required",
        "'{\\\"state\\\":\\\"secret\\\",\\\"year\\\":\\\"x\\\"}', it breaks $.properties.year.type",
        "'{\\\"state\\\":\\\"s\\\",\\\"year\\\":1,\\\"secret\\\":1}', it breaks $.additionalProperties"
    })
    void may_be_retried_when_the_answer_breaks_the_schema_and_keeps_it(String content, String fault) throws Exception {
        OperatorResult result = answered(answering(asking(), Place.class), saying(content), "gpt-4o", "stop");

        assertThat(result.ending()).isEqualTo(Ending.FAILED);
        assertThat(result.message())
                .isEqualTo("The answer does not fit its schema: " + fault + ". Try again, or change prompt or schema.");
        assertThat(TestRun.text(result, "answer")).isEqualTo(content.replace("\\", ""));
    }

    @Test
    void refuses_a_tool_whose_schema_would_not_be_sent_as_it_is_declared() {
        JsonObject schema = JsonObject.builder()
                .put("type", "object")
                .put("minProperties", 1)
                .build();

        assertThatThrownBy(() -> operator.parameters(
                        offering(asking(), "weather", "The weather.", schema).parameters()))
                .hasMessage(
                        "Parameter 'tools' of operator 'chat' is not an array of tools. Give each a name, a description"
                                + " and parameters, an object's schema of type, properties and"
                                + " required alone, or with additionalProperties false if all are required.");
    }

    @Test
    void gives_calls_of_tools_and_executes_none() throws Exception {
        JsonObject schema = RecordSchema.object(Map.of(
                "year",
                JsonObject.builder().put("type", "integer").put("minimum", 1776).build(),
                "state",
                RecordSchema.of(Place.class)));
        OperatorCall call = offering(asking(), "weather", "The weather of a place.", schema);
        String message = "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"t1\",\"type\":\"function\",\"function\":"
                + "{\"name\":\"weather\",\"arguments\":\"{\\\"state\\\":\\\"Ohio\\\",\\\"year\\\":1803}\"}}]}";

        OperatorResult result = answered(call, message, "gpt-4o", "tool_calls");

        assertThat(TestRun.text(result, "tool_calls"))
                .isEqualTo("[{\"arguments\":\"{\\\"state\\\":\\\"Ohio\\\",\\\"year\\\":1803}\",\"id\":\"t1\","
                        + "\"name\":\"weather\"}]");
        assertThat(TestRun.text(result, "answer")).isEmpty();
        JsonNode sent = JSON.readTree(
                        provider.getAllServeEvents().get(0).getRequest().getBodyAsString())
                .path("tools");
        assertThat(sent).hasSize(1);
        JsonNode function = sent.get(0).path("function");
        assertThat(function.path("description").asText()).isEqualTo("The weather of a place.");
        assertThat(CanonicalJson.text(CanonicalJson.parse(JSON.writeValueAsBytes(function.path("parameters")))))
                .isEqualTo(CanonicalJson.text(schema));
    }
}
