package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Requests.RequestRow;
import dev.avow.engine.declaration.Occasion.Manual;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Durable requests that cannot be met are in nobody's way, and are not lost. */
class RequestStepTest extends EngineContract {

    private static final int MORE_THAN_A_BATCH = 201;

    private static Job graph() {
        return job("graph")
                .task("a", operator("summarise"))
                .task("b", operator("measure"))
                .after("a")
                .build();
    }

    private List<String> tasks() {
        return runs("graph").stream().map(RunView::task).sorted().toList();
    }

    private void request(OccasionKey key, String occasion) {
        store.writeOnly(session ->
                session.requests().insert(new RequestRow(key, occasion, clock.instant(), 0, "", clock.instant())));
    }

    private Optional<RequestRow> find(OccasionKey key) {
        return store.read(session -> session.requests().find(key));
    }

    private void trigger() {
        avow().register(graph());
        avow().trigger("graph", JsonObject.empty(), ManualRequest.by("ann").key("k"));
    }

    @Test
    void requests_of_jobs_that_are_not_registered_let_all_others_pass() {
        for (int i = 0; i < MORE_THAN_A_BATCH; i++) {
            Manual occasion = new Manual("k" + i, JsonObject.empty(), Optional.empty());
            request(new OccasionKey("gone", "b", occasion.key()), new DeclareRequest(occasion, "ann", false).toText());
        }
        clock.advance(Duration.ofSeconds(1));
        trigger();

        manual.executeDue();
        manual.declareDue();

        assertThat(tasks()).containsExactly("a", "b");
        assertThat(find(new OccasionKey("gone", "b", "manual:k0"))).isPresent();
    }

    @Test
    void a_request_waits_until_its_job_is_registered_and_that_is_no_try() {
        trigger();
        manual.executeDue();
        manual = engine(summarise, measure).start();

        manual.fireDue();
        Optional<RequestRow> waiting = find(new OccasionKey("graph", "b", "manual:k"));
        avow().register(graph());
        manual.fireDue();

        assertThat(waiting.orElseThrow().tries()).isZero();
        assertThat(tasks()).containsExactly("a", "b");
    }

    @Test
    void a_request_that_nobody_can_read_lets_all_others_pass() {
        OccasionKey unreadable = new OccasionKey("graph", "b", "manual:unreadable");
        request(unreadable, "{}");
        clock.advance(Duration.ofSeconds(1));
        trigger();

        manual.fireDue();

        assertThat(tasks()).containsExactly("a", "b");
        assertThat(find(unreadable)).isPresent();
    }
}
