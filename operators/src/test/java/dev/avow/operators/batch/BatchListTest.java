package dev.avow.operators.batch;

import static dev.avow.operators.batch.BatchBench.state;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How an attempt finds the batch that a call before it made and could not keep the id of. */
class BatchListTest {

    private static final String FIRST_PAGE = "GET /batches?limit=100";

    private final BatchBench bench = new BatchBench();
    private final BatchServer server = bench.server;

    @AfterEach
    void close() {
        bench.close();
    }

    private List<String> pages() {
        return server.calls().stream()
                .filter(call -> call.startsWith("GET /batches?"))
                .toList();
    }

    @Test
    void finds_its_batch_on_a_later_page() throws Exception {
        JsonObject begun = bench.begun();
        JsonObject lost = state(bench.call(begun));
        server.addOthers(250, BatchBench.NOON);

        JsonObject again = state(bench.call(begun));

        assertThat(again).isEqualTo(lost);
        assertThat(server.batches()).hasSize(251);
        assertThat(pages())
                .containsExactly(
                        FIRST_PAGE, FIRST_PAGE, FIRST_PAGE + "&after=batch_152", FIRST_PAGE + "&after=batch_52");
    }

    @Test
    void reads_all_pages_before_it_submits() throws Exception {
        server.addOthers(200, BatchBench.NOON);

        JsonObject submitted = bench.submitted();

        assertThat(CanonicalJson.text(submitted)).contains("\"batch\":\"batch_201\"");
        assertThat(pages()).containsExactly(FIRST_PAGE, FIRST_PAGE + "&after=batch_101");
    }

    @Test
    void reads_no_further_than_a_page_of_batches_that_are_older_than_it_by_a_day() throws Exception {
        server.addOthers(300, BatchBench.NOON.minus(Duration.ofDays(1)).minusSeconds(1));
        server.addOthers(1, BatchBench.NOON.minus(Duration.ofDays(1)));

        bench.submitted();

        assertThat(pages()).containsExactly(FIRST_PAGE, FIRST_PAGE + "&after=batch_202");
    }

    @Test
    void takes_no_batch_of_another_attempt() throws Exception {
        bench.submitted();
        JsonObject second = state(bench.run().attempt(2).execute());

        JsonObject submitted = state(bench.run().attempt(2).deferred(second).execute());

        assertThat(CanonicalJson.text(submitted)).contains("\"batch\":\"batch_2\"");
        assertThat(server.batches())
                .extracting(batch -> batch.at("/metadata/avow_attempt").asText())
                .containsExactly("1", "2");
    }

    /** A limit that is documented: nothing that the operator can see tells that the first batch is there. */
    @Test
    void submits_twice_where_the_list_lags_and_keys_are_not_heeded() throws Exception {
        JsonObject begun = bench.begun();
        server.lag();
        bench.call(begun);

        JsonObject again = state(bench.call(begun));
        server.catchUp();
        JsonObject third = state(bench.call(begun));

        assertThat(server.batches()).extracting(batch -> batch.path("metadata")).containsExactly(owner(), owner());
        assertThat(CanonicalJson.text(again)).contains("\"batch\":\"batch_2\"");
        assertThat(third).isEqualTo(again);
    }

    @Test
    void submits_once_where_the_list_lags_and_keys_are_heeded() throws Exception {
        JsonObject begun = bench.begun();
        server.lag();
        server.heedKeys();
        JsonObject lost = state(bench.call(begun));

        JsonObject again = state(bench.call(begun));

        assertThat(again).isEqualTo(lost);
        assertThat(server.batches()).hasSize(1);
    }

    private JsonNode owner() {
        return Calls.JSON
                .createObjectNode()
                .put("avow_identity", bench.run().identity().toString())
                .put("avow_attempt", "1");
    }
}
