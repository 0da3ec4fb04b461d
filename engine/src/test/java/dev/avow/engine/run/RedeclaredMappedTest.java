package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Requests.RequestRow;
import dev.avow.engine.EngineException;
import dev.avow.engine.dsl.BoundTask;
import dev.avow.engine.dsl.Elements;
import dev.avow.engine.dsl.MappedSource;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.verification.FindingKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A mapped task that is asked for again: the same request, another list, a list that was not finished. */
class RedeclaredMappedTest extends MappedContract {

    private RequestRow request() {
        List<RequestRow> due = store.read(session -> session.requests().due(clock.instant(), Set.of("graph"), 10));
        return due.get(0);
    }

    @Test
    void a_list_is_kept_so_that_a_node_goes_on_with_it_where_another_one_ended() throws IOException {
        keys.clear();
        for (int i = 0; i < 24; i++) {
            keys.add("k" + i);
            file("k" + i, "content");
        }
        Files.delete(directory.resolve("k22"));
        avow().register(fanOut().mappedInput("file", MappedSource.in(directory)).build());
        avow().trigger("graph", JsonObject.empty(), REQUEST);
        RequestRow request = request();
        BoundTask task = manual.core().registry().get("graph").find("each").orElseThrow();
        assertThatThrownBy(() ->
                        new MappedStep(manual.core(), manual.core().registry().get("graph")).meet(task, request))
                .isInstanceOf(Refusal.class);
        assertThat(each()).hasSize(22);

        keys.clear();
        file("k22", "content");
        manual.declareDue();

        assertThat(each())
                .hasSize(24)
                .extracting(run -> run.element().orElseThrow().key())
                .contains("k23");
    }

    @Test
    void the_same_request_again_changes_nothing_and_another_one_is_refused() {
        trigger(gathered(fanOut()));
        keys.add("c");

        assertThat(avow().trigger("graph", JsonObject.empty(), REQUEST)).isEmpty();
        manual.fireDue();

        assertThat(each()).hasSize(2);
        assertThatThrownBy(() -> avow().trigger(
                                "graph",
                                JsonObject.empty(),
                                ManualRequest.by("bob").key("k")))
                .isInstanceOf(EngineException.class)
                .hasMessage(
                        "Request refused, REQUEST_REUSED: 'manual:k' of job 'graph' was declared before, and differs."
                                + " Use another request key, or redeclare the occasion.");
    }

    @Test
    void a_redeclaration_declares_the_elements_that_differ_and_gathers_the_new_list() {
        List<List<String>> gathered = new ArrayList<>();
        measure.does(run -> {
            gathered.add(texts(run.upstreamAll("each", "key")));
            return OperatorResult.success();
        });
        trigger(gathered(fanOut()));
        keys.set(0, "c");

        assertThat(avow().redeclare("graph", "manual:k")).isEmpty();
        manual.fireDue();

        assertThat(each())
                .extracting(run -> run.element().orElseThrow().key() + run.number())
                .containsExactlyInAnyOrder("b1", "a1", "c2");
        assertThat(gathered).containsExactly(List.of("b", "a"), List.of("c", "a"));

        keys.remove(1);
        avow().redeclare("graph", "manual:k");
        manual.fireDue();

        assertThat(gathered).last().isEqualTo(List.of("c"));
    }

    @Test
    void a_redeclaration_that_would_be_the_same_is_refused() {
        trigger(gathered(fanOut()));

        assertThatThrownBy(() -> avow().redeclare("graph", "each", "manual:k"))
                .isInstanceOf(EngineException.class)
                .hasMessage("Redeclaration refused: the declarations for occasion 'manual:k' would be the same."
                        + " When it has ended, and was not rejected, use rerun(identity) to execute it again.");
    }

    @Test
    void a_list_from_a_task_that_was_executed_again_meanwhile_is_made_anew() {
        List<String> lists = new ArrayList<>(List.of("[\"x\",\"y\"]", "[\"z\"]"));
        measure.does(run -> OperatorResult.success()
                .output("list", "text/json", lists.remove(0).getBytes(StandardCharsets.UTF_8)));
        avow().register(job("graph")
                .task("list", operator("measure"))
                .task("each", operator("summarise"))
                .after("list")
                .mapped(Elements.output("list", "list"))
                .build());
        avow().trigger("graph", JsonObject.empty(), REQUEST);
        manual.executeDue();
        BoundJob bound = manual.core().registry().get("graph");
        Mapping.of(manual.core(), bound.find("each").orElseThrow(), request());

        avow().rerun(run("graph", "list").identity());
        manual.fireDue();
        manual.fireDueAfter(Duration.ofSeconds(1));

        assertThat(each())
                .extracting(run -> run.element().orElseThrow().key() + run.number())
                .containsExactly("z2");
    }

    @Test
    void a_redeclaration_that_is_refused_half_way_does_not_count_the_runs_of_the_old_list() {
        keys.forEach(key -> file(key, "content"));
        trigger(gathered(fanOut().mappedInput("file", MappedSource.in(directory))));
        assertThat(run("graph", "gather").state()).isEqualTo(RunState.SUCCEEDED);
        keys.set(0, "c");
        keys.set(1, "missing");
        file("c", "content");
        store.writeOnly(session -> session.requests()
                .insert(new RequestRow(
                        new OccasionKey("graph", "each", "manual:k"),
                        new DeclareRequest(declaration(each().get(0)).occasion(), "ann", true).toText(),
                        clock.instant(),
                        0,
                        "",
                        clock.instant())));

        manual.fireDue();

        assertThat(each())
                .extracting(run -> run.element().orElseThrow().key())
                .containsExactlyInAnyOrder("b", "a", "c");
        assertThat(store.<UpstreamEnds.End>read(session -> new UpstreamEnds(
                                session,
                                new OccasionKey("graph", "gather", "manual:k"),
                                Graph.of(manual.core().registry().get("graph").job()))
                        .of("each")))
                .isEqualTo(UpstreamEnds.End.FAILED);
    }

    @Test
    void a_request_whose_mapped_task_was_never_declared_is_not_taken_for_done() {
        keys.add("a");
        trigger(fanOut().build());

        assertThatThrownBy(() -> avow().trigger("graph", JsonObject.empty(), REQUEST))
                .isInstanceOf(EngineException.class)
                .hasMessage("Request refused: task 'each' of job 'graph' was recorded for 'manual:k' as never to be"
                        + " declared, REFUSED. Use another request key.");
    }

    @Test
    void a_kept_list_that_is_gone_refuses_the_task() throws SQLException {
        tampered.add(FindingKind.CONTENT_MISSING);
        avow().register(fanOut().build());
        avow().trigger("graph", JsonObject.empty(), REQUEST);
        Mapping.of(
                manual.core(),
                manual.core().registry().get("graph").find("each").orElseThrow(),
                request());
        try (Connection connection = store.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("delete from content");
        }

        manual.fireDue();

        assertThat(undeclared()).containsExactly("each REFUSED");
        assertThat(jobEvents()).contains("is not kept");
    }
}
