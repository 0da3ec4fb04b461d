package dev.avow.operators.batch;

import static dev.avow.operators.Source.input;
import static dev.avow.operators.batch.BatchBench.CALL;
import static dev.avow.operators.batch.BatchBench.state;
import static dev.avow.operators.batch.BatchChats.batchChatOfFiles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorResult.Ending;
import dev.avow.testing.TestRun;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is sent, and how much of it, and how much comes back. */
class BatchLimitsTest {

    private final BatchBench bench = new BatchBench();
    private final BatchServer server = bench.server;

    @AfterEach
    void close() {
        bench.close();
    }

    private int bytesOfRequests() throws Exception {
        bench.submitted();
        return server.requests().length();
    }

    private OperatorException failure(JsonObject state) {
        return catchThrowableOfType(OperatorException.class, () -> bench.call(state));
    }

    @Test
    void sends_requests_of_as_many_bytes_as_it_may() throws Exception {
        bench.call = CALL.parameter("max_request_bytes", bytesOfRequests());

        assertThat(state(bench.call(bench.begun())).find("batch")).isPresent();
    }

    @Test
    void sends_nothing_of_requests_of_more_bytes() throws Exception {
        int most = bytesOfRequests() - 1;
        bench.call = CALL.parameter("max_request_bytes", most);
        int before = server.calls().size();

        OperatorException failure = failure(bench.begun());

        assertThat(failure)
                .hasMessage("The requests are above " + most
                        + " bytes at record 2 of 2. Raise max_request_bytes, or give fewer.");
        assertThat(failure.isRetriable()).isFalse();
        assertThat(server.calls().subList(before, server.calls().size())).containsExactly("GET /batches?limit=100");
    }

    private int bytesOfAnswers() throws Exception {
        bench.submitted();
        server.work();
        return server.file(server.batches().get(0), "output_file_id").length();
    }

    private JsonObject done(int mostBytes) throws Exception {
        bench.call = CALL.parameter("max_answer_bytes", mostBytes);
        JsonObject submitted = bench.submitted();
        server.work();
        return submitted;
    }

    @Test
    void takes_answers_of_as_many_bytes_as_it_may() throws Exception {
        OperatorResult result = bench.call(done(bytesOfAnswers()));

        assertThat(result.ending()).isEqualTo(Ending.SUCCEEDED);
    }

    @Test
    void fails_for_good_on_answers_of_more_bytes() throws Exception {
        int most = bytesOfAnswers() - 1;

        OperatorException failure = failure(done(most));

        assertThat(failure)
                .hasMessage("Batch 'batch_2' has a file of answers above " + most
                        + " bytes. Raise max_answer_bytes, or give fewer records a task.");
        assertThat(failure.isRetriable()).isFalse();
    }

    @Test
    void sends_each_file_as_one_record_as_a_whole() throws Exception {
        bench.call = batchChatOfFiles(BatchBench.MODEL, "provider", input("letter"), input("note"));
        TestRun run =
                bench.runWithoutInput().input("letter", "Dear all,\n\nyours\n").input("note", "Buy milk");
        JsonObject submitted = state(run.deferred(state(run.execute())).execute());
        server.work();

        OperatorResult result = run.deferred(submitted).execute();

        assertThat(server.requests().lines()).hasSize(2);
        assertThat(TestRun.text(result, "answers"))
                .isEqualTo("{\"id\":\"input:letter\",\"answer\":\"About Dear all,\\n\\nyours\\n\","
                        + "\"finish_reason\":\"stop\"}\n"
                        + "{\"id\":\"input:note\",\"answer\":\"About Buy milk\",\"finish_reason\":\"stop\"}\n");
    }

    @Test
    void sends_all_declared_parameters_by_the_names_of_the_provider() throws Exception {
        bench.call = CALL.decimal("temperature", "0.2")
                .decimal("top_p", "0.9")
                .decimal("frequency_penalty", "-1")
                .decimal("presence_penalty", "0.5")
                .parameter("top_k", 40)
                .parameter("max_tokens", 9)
                .parameter("seed", -7)
                .parameter("stop_sequences", JsonArray.ofStrings(List.of("END", "\n")));

        bench.submitted();

        assertThat(server.requests().lines().findFirst().orElseThrow())
                .endsWith("\"content\":\"one\"}],\"frequency_penalty\":-1,\"max_tokens\":9,\"presence_penalty\":0.5,"
                        + "\"seed\":-7,\"stop\":[\"END\",\"\\n\"],\"temperature\":0.2,\"top_k\":40,\"top_p\":0.9}}");
    }
}
