package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.schedule.Cron.cron;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.declaration.Context.Mapped;
import dev.avow.engine.declaration.Context.UpstreamRun;
import dev.avow.engine.declaration.Context.UpstreamRuns;
import dev.avow.engine.declaration.TriggerRule;
import dev.avow.engine.dsl.Elements;
import dev.avow.engine.dsl.MappedSource;
import dev.avow.engine.dsl.TaskBuilder;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.RunView;
import dev.avow.engine.operator.OperatorResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A mapped task has a run for each element of a list, and what comes after it gathers all of them. */
class MappedTest extends MappedContract {

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
        assertThat(jobEvents()).contains("List has two elements with the key 'a'. Give each a key of its own.");
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
        assertThat(jobEvents()).contains("INPUT_MISSING");

        file("k22", "content");
        avow().redeclare("graph", "each", "manual:k");
        manual.fireDue();

        assertThat(each()).hasSize(24).extracting(RunView::state).containsOnly(RunState.SUCCEEDED);
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
    void a_list_that_is_too_long_to_be_kept_refuses_the_task() {
        keys.clear();
        IntStream.range(0, 5_000).forEach(i -> keys.add("k".repeat(195) + (10_000 + i)));

        trigger(fanOut().build());

        assertThat(undeclared()).containsExactly("each REFUSED");
        assertThat(jobEvents()).contains("NOT_BUILT");
    }
}
