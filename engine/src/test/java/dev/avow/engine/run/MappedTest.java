package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.schedule.Cron.cron;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Declarations.UndeclaredRow;
import dev.avow.db.Requests.RequestRow;
import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Context.Mapped;
import dev.avow.engine.declaration.Context.UpstreamRun;
import dev.avow.engine.declaration.Context.UpstreamRuns;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.Prompt.Text;
import dev.avow.engine.declaration.TriggerRule;
import dev.avow.engine.dsl.BoundTask;
import dev.avow.engine.dsl.Elements;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.dsl.MappedSource;
import dev.avow.engine.dsl.TaskBuilder;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Input;
import dev.avow.engine.operator.OperatorResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A mapped task has a run for each element of a list, and what comes after it gathers all of them. */
class MappedTest extends EngineContract {

    private static final ManualRequest REQUEST = ManualRequest.by("ann").key("k");

    private final List<String> keys = new ArrayList<>(List.of("b", "a"));

    private void trigger(Job definition) {
        avow().register(definition);
        avow().trigger("graph", JsonObject.empty(), REQUEST);
        manual.fireDue();
    }

    /** A run for each key, which gives the key, and a task that gathers them. */
    private TaskBuilder fanOut() {
        summarise.does(
                run -> OperatorResult.success().output("key", "text/plain", key(run).getBytes(StandardCharsets.UTF_8)));
        return job("graph")
                .task("each", operator("summarise").user("Read {{mapped.key}}, the {{mapped.index}}."))
                .mapped(Elements.of(occasion -> keys));
    }

    private static Job gathered(TaskBuilder fanOut) {
        return fanOut.task("gather", operator("measure")).after("each").build();
    }

    private static String key(DeclaredRun run) {
        return run.declaration().context().mapped().orElseThrow().key();
    }

    private List<RunView> each() {
        return avow().history().occasion("graph", "manual:k").stream()
                .filter(run -> run.task().equals("each"))
                .toList();
    }

    private List<String> undeclared() {
        List<UndeclaredRow> rows = store.read(session -> session.declarations().undeclared("graph", 10));
        return rows.stream()
                .map(row -> row.key().task() + " " + row.reason())
                .sorted()
                .toList();
    }

    private String refusals() {
        return store.read(session -> session.events().ofJob("graph", 0, 1000)).stream()
                .filter(stored -> stored.event().kind().equals("REFUSED"))
                .map(stored -> new String(stored.event().body().toArray(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("\n"));
    }

    private Declaration declaration(RunView run) {
        return Declaration.parse(detail(run.identity()).declaration().getBytes(StandardCharsets.UTF_8));
    }

    private String prompt(RunView run) {
        return declaration(run).prompt().orElseThrow().messages().get(0).content() instanceof Text open
                ? open.text()
                : "";
    }

    private static List<String> texts(List<Input> inputs) {
        return inputs.stream().map(MappedTest::text).toList();
    }

    private static String text(Input input) {
        try {
            return input.text();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void each_element_has_a_declaration_of_its_own_and_the_next_task_gathers_them_in_order() {
        List<String> gathered = new ArrayList<>();
        measure.does(run -> {
            gathered.addAll(texts(run.upstreamAll("each", "key")));
            return OperatorResult.success();
        });

        trigger(gathered(fanOut()));

        assertThat(each())
                .extracting(run -> run.element().orElseThrow())
                .containsExactly(new Mapped(0, "b"), new Mapped(1, "a"));
        assertThat(prompt(each().get(1))).isEqualTo("Read a, the 1.");
        assertThat(gathered).containsExactly("b", "a");
        UpstreamRuns upstream = (UpstreamRuns)
                declaration(run("graph", "gather")).context().upstream().get("each");
        assertThat(upstream.runs())
                .extracting(UpstreamRun::identity)
                .containsExactly(each().get(0).identity(), each().get(1).identity());
    }

    @Test
    void the_files_of_a_directory_are_an_input_each() throws IOException {
        Path files = Files.createDirectory(directory.resolve("files"));
        Files.writeString(files.resolve("two.txt"), "2");
        Files.writeString(files.resolve("one.txt"), "1");
        Files.writeString(files.resolve("other.csv"), "3");
        List<String> read = new ArrayList<>();
        summarise.does(run -> {
            read.add(run.input("file").text());
            return OperatorResult.success();
        });

        trigger(job("graph")
                .task("each", operator("summarise"))
                .mapped(Elements.files(files, "*.txt"))
                .mappedInput("file", MappedSource.in(files))
                .build());

        assertThat(each()).extracting(run -> run.element().orElseThrow().key()).containsExactly("one.txt", "two.txt");
        assertThat(read).containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void an_output_of_a_task_before_says_the_elements_and_templates_what_they_hold() {
        measure.does(run -> OperatorResult.success()
                .output(
                        "list",
                        "application/json",
                        "[{\"key\":\"x\",\"from\":1},{\"key\":\"y\",\"from\":3}]".getBytes(StandardCharsets.UTF_8)));

        trigger(job("graph")
                .task("list", operator("measure"))
                .task("each", operator("summarise").user("{{mapped.key}} from {{mapped.value.from}}"))
                .after("list")
                .mapped(Elements.output("list", "list"))
                .task("gather", operator("measure").user("{{#upstream.each.runs}}{{attempt}}{{/upstream.each.runs}}"))
                .after("each")
                .build());

        assertThat(each()).extracting(run -> prompt(run)).containsExactly("x from 1", "y from 3");
        assertThat(prompt(run("graph", "gather"))).isEqualTo("11");
    }

    @Test
    void a_list_without_elements_skips_the_task_and_what_needs_it() {
        keys.clear();

        trigger(gathered(fanOut()));

        assertThat(each()).isEmpty();
        assertThat(undeclared()).containsExactly("each SKIPPED", "gather SKIPPED");
    }

    @Test
    void one_failed_element_fails_the_task() {
        TaskBuilder fanOut = fanOut();
        summarise.does(run -> key(run).equals("a") ? OperatorResult.failure("no", false) : OperatorResult.success());

        trigger(fanOut.task("gather", operator("measure"))
                .after("each")
                .task("alarm", operator("measure"))
                .after("each")
                .when(TriggerRule.ONE_FAILED)
                .build());

        assertThat(each()).extracting(RunView::state).containsExactly(RunState.SUCCEEDED, RunState.FAILED);
        assertThat(undeclared()).containsExactly("gather UPSTREAM_FAILED");
        assertThat(run("graph", "alarm").state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void a_rerun_of_one_element_is_a_new_attempt_of_it_alone() {
        trigger(gathered(fanOut()));

        avow().rerun(each().get(1).identity());
        manual.fireDue();

        assertThat(each()).extracting(RunView::attempts).containsExactly(1, 2);
    }

    @Test
    void a_list_that_cannot_be_made_refuses_the_task() {
        keys.add("a");

        trigger(gathered(fanOut()));

        assertThat(each()).isEmpty();
        assertThat(undeclared()).containsExactly("each REFUSED", "gather UPSTREAM_FAILED");
        assertThat(refusals()).contains("List has two elements with the key 'a'. Give each a key of its own.");
    }

    /** The list is longer than what is declared in one transaction. */
    @Test
    void elements_that_cannot_be_declared_fail_the_task_until_they_are_declared_anew() throws IOException {
        keys.clear();
        for (int i = 0; i < 24; i++) {
            keys.add("k" + i);
            file("k" + i, "content");
        }
        Files.delete(directory.resolve("k22"));

        trigger(gathered(fanOut().mappedInput("file", MappedSource.in(directory))));

        assertThat(each()).hasSize(22).extracting(RunView::state).containsOnly(RunState.SUCCEEDED);
        assertThat(undeclared()).containsExactly("gather UPSTREAM_FAILED");
        assertThat(refusals()).contains("INPUT_MISSING");

        file("k22", "content");
        avow().redeclare("graph", "each", "manual:k");
        manual.fireDue();

        assertThat(each()).hasSize(24).extracting(RunView::state).containsOnly(RunState.SUCCEEDED);
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

    private RequestRow request() {
        List<RequestRow> due = store.read(session -> session.requests().due(clock.instant(), Set.of("graph"), 10));
        return due.get(0);
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
                        + " Use rerun(identity) to execute it again.");
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
    void a_slot_has_a_run_for_each_element_and_a_preview_shows_them() {
        avow().register(job("graph")
                .schedule(cron("0 0 3 * * ?"))
                .task("each", operator("summarise"))
                .mapped(Elements.of("x", "y"))
                .build());
        List<Preview> previewed = avow().preview("graph", "slot:default:2026-01-05T03:00:00Z");

        manual.fireDueAt("2026-01-05T03:00:00Z");

        assertThat(runs("graph"))
                .extracting(RunView::identity)
                .containsExactlyInAnyOrderElementsOf(
                        previewed.stream().map(Preview::identity).toList());
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
    void a_list_that_is_too_long_to_be_kept_refuses_the_task() {
        keys.clear();
        IntStream.range(0, 5_000).forEach(i -> keys.add("k".repeat(195) + (10_000 + i)));

        trigger(fanOut().build());

        assertThat(undeclared()).containsExactly("each REFUSED");
        assertThat(refusals()).contains("NOT_BUILT");
    }
}
