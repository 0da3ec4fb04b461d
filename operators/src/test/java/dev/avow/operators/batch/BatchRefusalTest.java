package dev.avow.operators.batch;

import static dev.avow.testing.TestRun.aRun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorException;
import dev.avow.testing.TestRun;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that lead nowhere, keys that are not good, and batches that the provider refuses as a whole. */
class BatchRefusalTest {

    private final BatchBench bench = new BatchBench();
    private final BatchServer server = bench.server;

    @AfterEach
    void close() {
        bench.close();
    }

    private static OperatorException failure(TestRun run) {
        return catchThrowableOfType(OperatorException.class, run::execute);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost:8080/v1",
                "/v1",
                "ftp://localhost/v1",
                "file:///v1",
                "https:///v1",
                "https://ann:hidden@localhost/v1",
                "https://localhost/v1?key=hidden",
                "https://localhost/v1#hidden",
                "https://local host/v1"
            })
    void refuses_a_base_url_that_is_no_plain_one_and_does_not_repeat_it(String url) {
        OperatorException failure = failure(aRun(new BatchChatOperator(), BatchBench.CALL)
                .input("questions", "one\n")
                .connection("provider", Map.of("base_url", url, "api_key", "key-of-tests")));

        assertThat(failure)
                .hasMessage(
                        "Connection 'provider' has a 'base_url' that is no plain http or https URL. Give one such as"
                                + " https://api.openai.com/v1.");
        assertThat(failure.isRetriable()).isFalse();
    }

    @Test
    void takes_a_base_url_that_ends_with_a_slash() throws Exception {
        TestRun run = aRun(new BatchChatOperator(), BatchBench.CALL)
                .input("questions", "one\n")
                .connection("provider", Map.of("base_url", server.baseUrl() + "/", "api_key", "key-of-tests"));

        run.deferred(BatchBench.state(run.execute())).execute();

        assertThat(server.calls()).containsExactly("GET /batches?limit=100", "POST /files", "POST /batches");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "key of tests", "key-of-tests\n", "key\r\nX-Other: 1", "clé-of-tests", "key\u007f"})
    void refuses_a_key_that_a_header_cannot_have_and_does_not_repeat_it(String key) {
        bench.key = key;

        OperatorException failure = failure(bench.run());

        assertThat(failure)
                .hasMessage("Connection 'provider' has an 'api_key' that is empty, or has a character that a header"
                        + " cannot have. Give the key alone.");
        assertThat(failure.isRetriable()).isFalse();
        assertThat(server.calls()).isEmpty();
    }

    @Test
    void fails_for_good_where_the_provider_does_not_know_the_key() throws Exception {
        JsonObject begun = bench.begun();
        bench.key = "key-of-others";

        OperatorException failure = failure(bench.run().deferred(begun));

        assertThat(failure)
                .hasMessage("GET /v1/batches was answered with status 401. Correct the connection or the declaration.");
        assertThat(failure.isRetriable()).isFalse();
        assertThat(server.batches()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{\"code\":\"invalid_json_line\",\"line\":2,\"message\":\"private\"}]"
                        + "|: invalid_json_line in line 2. Correct what the codes name, and declare the run again.",
                "[{\"code\":\"token_limit_exceeded\",\"line\":null},{\"code\":\"private words\",\"line\":1}]"
                        + "|: token_limit_exceeded, unknown in line 1. Correct what the codes name, and declare the run"
                        + " again.",
                "[]|, which does not say why. Look there, and declare the run again."
            })
    void fails_for_good_when_the_batch_failed_and_says_why_in_codes_alone(String errors, String end) throws Exception {
        JsonObject submitted = bench.submitted();
        server.failBatches(errors);

        OperatorException failure = failure(bench.run().deferred(submitted));

        assertThat(failure).hasMessage("Batch 'batch_1' failed at the provider" + end);
        assertThat(failure.isRetriable()).isFalse();
    }
}
