package dev.avow.operators.batch;

import static dev.avow.operators.Source.input;
import static dev.avow.operators.batch.BatchChats.batchChat;
import static dev.avow.testing.TestRun.aRun;
import static dev.avow.testing.TestRun.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.declaration.Model;
import dev.avow.engine.dsl.OperatorCall;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorResult.Ending;
import dev.avow.testing.OperatorContract;
import dev.avow.testing.TestRun;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The operator on a small real endpoint. */
class BatchChatOperatorTest extends OperatorContract {

    private static final BatchChatOperator OPERATOR = new BatchChatOperator();
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final OperatorCall CALL = batchChat(
                    Model.unpinned("openai", "small"), "provider", input("questions"))
            .system("Be brief.");

    private final BatchServer server = new BatchServer();
    private OperatorCall call = CALL;
    private String questions = "one\ntwo\n";

    @AfterEach
    void close() {
        server.close();
    }

    @Override
    protected Operator operator() {
        return OPERATOR;
    }

    @Override
    protected TestRun aGoodRun() {
        try {
            JsonObject submitted = state(run(begun()).execute());
            server.work();
            return run(submitted);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private TestRun run() {
        return aRun(OPERATOR, call)
                .input("questions", questions)
                .connection("provider", Map.of("base_url", server.baseUrl(), "api_key", "key-of-tests"));
    }

    private TestRun run(JsonObject state) {
        return run().deferred(state);
    }

    private JsonObject begun() throws Exception {
        return state(run().execute());
    }

    private static JsonObject state(OperatorResult result) {
        assertThat(result.ending()).as(result.message()).isEqualTo(Ending.DEFERRED);
        return result.deferral().orElseThrow().state();
    }

    private static String lines(String... lines) {
        return String.join("\n", lines) + "\n";
    }

    private static Instant until(OperatorResult result) {
        return result.deferral().orElseThrow().until();
    }

    @Test
    void fails_for_good_when_a_key_of_the_connection_is_not_known() throws Exception {
        TestRun run = aRun(OPERATOR, call)
                .input("questions", questions)
                .connection("provider", Map.of("baseurl", server.baseUrl(), "api_key", "key-of-tests"))
                .deferred(begun());

        assertThatThrownBy(run::execute)
                .isInstanceOfSatisfying(
                        OperatorException.class,
                        e -> assertThat(e.isRetriable()).isFalse())
                .hasMessage(
                        "Connection 'provider' has 'baseurl', which is not known. Use only api_key, base_url, organization,"
                                + " project, stream.");
        assertThat(server.batches()).isEmpty();
    }

    @Test
    void defers_before_it_sends_anything() throws Exception {
        OperatorResult result = run().execute();

        assertThat(until(result)).isEqualTo(NOON);
        assertThat(CanonicalJson.text(state(result)))
                .isEqualTo("{\"faults\":0,\"key\":\"" + run().identity()
                        + "/1\",\"phase\":\"submitting\",\"since\":\"2026-01-05T12:00:00Z\"}");
        assertThat(server.batches()).isEmpty();
    }

    @Test
    void submits_polls_and_gives_the_answers_in_the_order_of_the_records() throws Exception {
        call = CALL.decimal("temperature", "0.2").parameter("seed", 7);
        OperatorResult submitted = run(begun()).execute();

        OperatorResult polled = run(state(submitted)).execute();
        server.work();
        OperatorResult result = run(state(polled)).execute();

        assertThat(until(submitted)).isEqualTo(NOON.plusSeconds(60));
        assertThat(server.requests().lines().findFirst().orElseThrow())
                .isEqualTo("{\"custom_id\":\"record-1\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":"
                        + "{\"model\":\"small\",\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"
                        + "{\"role\":\"user\",\"content\":\"one\"}],\"seed\":7,\"temperature\":0.2}}");
        assertThat(text(result, "answers"))
                .isEqualTo(lines(
                        "{\"id\":\"input:questions#1\",\"answer\":\"About one\",\"finish_reason\":\"stop\"}",
                        "{\"id\":\"input:questions#2\",\"answer\":\"About two\",\"finish_reason\":\"stop\"}"));
        assertThat(CanonicalJson.text(result.notes()))
                .isEqualTo("{\"batch\":\"batch_1\",\"deviated\":false,\"failed\":0,\"input_tokens\":6,"
                        + "\"output_tokens\":4,\"response_model\":\"small-2026-01-01\"}");
    }

    @Test
    void submits_once_though_a_crash_lost_the_id() throws Exception {
        JsonObject begun = begun();
        OperatorResult lost = run(begun).execute();

        OperatorResult again = run(begun).execute();

        assertThat(state(again)).isEqualTo(state(lost));
        assertThat(server.batches()).hasSize(1);
    }

    @Test
    void submits_once_though_the_answer_was_lost() throws Exception {
        server.loseAnswer("POST /batches");
        OperatorResult lost = run(begun()).execute();

        OperatorResult again = run(state(lost)).execute();

        assertThat(CanonicalJson.text(state(lost))).contains("\"faults\":1,\"file\":\"file-1\"");
        assertThat(CanonicalJson.text(state(again))).contains("\"batch\":\"batch_1\",\"faults\":0");
        assertThat(server.batches()).hasSize(1);
    }

    @Test
    void keeps_the_attempt_over_faults_and_waits_as_long_as_it_is_asked_to() throws Exception {
        JsonObject submitted = state(run(begun()).execute());
        server.fail("GET /batches/batch_1", 429, "300");
        OperatorResult slowed = run(submitted).execute();
        server.fail("GET /batches/batch_1", 401, "");
        OperatorResult refused = run(state(slowed)).execute();
        server.fail("GET /batches/batch_1", 503, "Mon, 05 Jan 2026 13:00:00 GMT");
        OperatorResult dated = run(state(refused)).execute();

        assertThat(until(slowed)).isEqualTo(NOON.plusSeconds(300));
        assertThat(until(refused)).isEqualTo(NOON.plusSeconds(60));
        assertThat(until(dated)).isEqualTo(NOON.plus(Duration.ofHours(1)));
        assertThat(CanonicalJson.text(state(dated))).contains("\"faults\":3");
    }

    @Test
    void gives_up_after_too_many_faults_in_a_row() throws Exception {
        call = CALL.parameter("max_faults", 1);
        JsonObject submitted = state(run(begun()).execute());
        server.fail("GET /batches/batch_1", 503, "");

        OperatorResult result = run(submitted).execute();

        assertThat(result.ending()).isEqualTo(Ending.FAILED);
        assertThat(result.message())
                .isEqualTo(
                        "Batch 'batch_1' cannot be asked for: GET /v1/batches/batch_1 was answered with status 503"
                                + " (some_code), after 1 faults in a row and PT0S. Raise patience or max_faults, or look there.");
        assertThat(server.batches().get(0).path("status").asText()).isEqualTo("cancelled");
    }

    @Test
    void gives_up_when_its_patience_ends_and_never_waits_beyond() throws Exception {
        JsonObject submitted = state(run(begun()).execute());

        OperatorResult late =
                run(submitted).at(Instant.parse("2026-01-06T12:59:30Z")).execute();
        OperatorResult over = run(state(late)).at(until(late)).execute();

        assertThat(until(late)).isEqualTo(Instant.parse("2026-01-06T13:00:00Z"));
        assertThat(over.ending()).isEqualTo(Ending.FAILED);
        assertThat(over.message())
                .isEqualTo(
                        "Batch 'batch_1' is 'in_progress' still, after 0 faults in a row and PT25H. Raise patience or"
                                + " max_faults, or look there.");
    }

    @Test
    void fails_for_good_when_it_is_refused_before_it_submitted() throws Exception {
        JsonObject begun = begun();
        server.fail("POST /batches", 400, "");

        assertThatThrownBy(run(begun)::execute)
                .hasMessage("POST /v1/batches was answered with status 400 (some_code). Correct the connection or the"
                        + " declaration.");
    }

    @Test
    void keeps_answers_and_errors_where_some_requests_failed() throws Exception {
        questions = "one\n!two\n~three\n";

        OperatorResult result = aGoodRun().execute();

        assertThat(result.ending()).isEqualTo(Ending.FAILED_FOR_GOOD);
        assertThat(result.message().replaceAll("sha256:[0-9a-f]{64}", "IDENTITY"))
                .isEqualTo("Batch 'batch_1' has 2 requests without a good answer, which is above 0. Read the output"
                        + " 'errors' of this attempt: 'avow output IDENTITY errors --attempt 1', or raise max_errors.");
        assertThat(text(result, "errors"))
                .isEqualTo(lines(
                        "{\"id\":\"input:questions#2\",\"code\":\"content_policy\",\"status\":400}",
                        "{\"id\":\"input:questions#3\",\"code\":\"cut\",\"status\":200,\"answer\":\"About ~three\"}"));
        assertThat(text(result, "answers"))
                .isEqualTo(lines("{\"id\":\"input:questions#1\",\"answer\":\"About one\",\"finish_reason\":\"stop\"}"));
    }

    @Test
    void fails_for_good_when_the_batch_failed_or_was_cancelled_there() throws Exception {
        JsonObject submitted = state(run(begun()).execute());
        server.status("cancelled");

        assertThatThrownBy(run(submitted)::execute)
                .hasMessage("Batch 'batch_1' was cancelled at the provider. Rerun the run to submit it again.");
    }

    @Test
    void may_be_retried_when_the_batch_expired() throws Exception {
        JsonObject submitted = state(run(begun()).execute());
        server.status("expired");

        OperatorResult result = run(submitted).execute();

        assertThat(result.ending()).isEqualTo(Ending.FAILED);
        assertThat(text(result, "errors")).contains("\"code\":\"missing\"");
    }

    @Test
    void waits_no_longer_than_its_patience_however_long_the_provider_asks() throws Exception {
        TestRun first = aRun(
                        new BatchChatOperator(), batchChat(Model.unpinned("openai", "small"), "provider", input("q")))
                .input("q", "one\n")
                .connection("provider", Map.of("base_url", server.baseUrl(), "api_key", "key-of-tests"));
        OperatorResult sent =
                first.deferred(first.execute().deferral().orElseThrow().state()).execute();
        server.fail("GET /batches/batch_1", 429, "999999999999999999");

        OperatorResult polled =
                first.deferred(sent.deferral().orElseThrow().state()).execute();

        assertThat(polled.deferral().orElseThrow().until())
                .isEqualTo(first.now().plus(Duration.ofHours(25)));
    }

    @Test
    void objects_to_a_model_by_digest() {
        Model pinned = Model.ofDigest("openai", "small", Digest.of(new byte[1]));

        assertThat(aRun(new BatchChatOperator(), batchChat(pinned, "provider", input("q")))
                        .input("q", "one\n")
                        .objection())
                .contains("Model 'small' of provider 'openai' is declared by the digest of its weights, which this"
                        + " provider cannot check. Declare its version, or that it is unpinned.");
    }
}
