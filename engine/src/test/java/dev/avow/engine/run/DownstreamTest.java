package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.declaration.TriggerRule;
import dev.avow.engine.dsl.InputSource;
import dev.avow.engine.dsl.JobBuilder;
import dev.avow.engine.dsl.TaskBuilder;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.CanonicalJson;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DownstreamTest extends GraphContract {

    private void trigger(TaskBuilder definition) {
        avow().register(definition.build());
        avow().trigger("graph", JsonObject.empty(), ManualRequest.by("ann").key("k"));
        manual.fireDue();
    }

    private static JobBuilder graph() {
        return job("graph");
    }

    private void summariseFails() {
        summarise.does(run -> OperatorResult.failure("no", false));
    }

    /** There are eight million ways through it. */
    @Test
    void a_graph_of_many_ways_is_decided_task_by_task() {
        JobBuilder wide = job("wide");
        String[] before = {};
        for (int stage = 0; stage < 7; stage++) {
            String[] tasks = new String[10];
            for (int i = 0; i < tasks.length; i++) {
                tasks[i] = "t" + stage + "-" + i;
                TaskBuilder task = wide.task(tasks[i], operator("summarise"));
                if (before.length > 0) {
                    task.after(before);
                }
            }
            before = new String[] {"gather" + stage};
            wide.task(before[0], operator("measure")).after(tasks);
        }
        avow().register(wide.build());
        avow().trigger("wide", JsonObject.empty(), ManualRequest.by("ann"));

        manual.fireDue();

        assertThat(runs("wide")).hasSize(77).extracting(RunView::state).containsOnly(RunState.SUCCEEDED);
    }

    @Test
    void never_declares_what_comes_after_a_failure_and_says_so_all_the_way_down() {
        summariseFails();

        trigger(graph().task("a", operator("summarise"))
                .task("b", operator("measure"))
                .after("a")
                .task("c", operator("measure"))
                .after("b"));

        assertThat(tasks()).containsExactly("a");
        assertThat(undeclared()).containsExactly("b UPSTREAM_FAILED", "c UPSTREAM_FAILED");
    }

    @Test
    void declares_a_task_after_failures_where_its_rule_says_so() {
        summariseFails();

        trigger(graph().task("a", operator("summarise"))
                .task("clean-up", operator("measure"))
                .after("a")
                .when(TriggerRule.ALL_DONE)
                .task("alarm", operator("measure"))
                .after("a")
                .when(TriggerRule.ONE_FAILED));

        assertThat(tasks()).containsExactly("a", "alarm", "clean-up");
    }

    @Test
    void skips_a_task_for_failures_where_nothing_failed() {
        trigger(graph().task("a", operator("summarise"))
                .task("alarm", operator("measure"))
                .after("a")
                .when(TriggerRule.ONE_FAILED));

        assertThat(tasks()).containsExactly("a");
        assertThat(undeclared()).containsExactly("alarm SKIPPED");
    }

    @Test
    void declares_a_fan_in_once_with_all_its_upstream_runs() {
        trigger(graph().task("a", operator("summarise"))
                .task("b", operator("summarise"))
                .task("c", operator("measure"))
                .after("a", "b"));

        assertThat(tasks()).containsExactly("a", "b", "c");
        assertThat(measure.executed().get(0).declaration().context().upstream()).containsOnlyKeys("a", "b");
    }

    @Test
    void declares_and_executes_a_task_after_a_rerun_only_if_it_was_never_decided() {
        summariseFails();
        trigger(graph().task("a", operator("summarise"))
                .task("b", operator("measure"))
                .after("a"));
        summarise.does(run -> OperatorResult.success());

        avow().rerun(run("graph", "a").identity());
        manual.fireDue();

        assertThat(run("graph", "a").state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(tasks()).containsExactly("a");

        avow().redeclare("graph", "b", "manual:k");
        manual.fireDue();

        assertThat(tasks()).containsExactly("a", "b");
    }

    @Test
    void records_a_task_that_the_definition_lost_meanwhile() {
        avow().register(graph().task("a", operator("summarise"))
                .task("b", operator("measure"))
                .after("a")
                .build());
        avow().trigger("graph", JsonObject.empty(), ManualRequest.by("ann").key("k"));
        avow().register(graph().task("a", operator("summarise")).build());

        manual.fireDue();

        assertThat(tasks()).containsExactly("a");
        assertThat(refusals()).containsExactly("b NO_TASK");
    }

    @Test
    void records_a_task_after_others_that_cannot_be_declared() throws Exception {
        trigger(graph().task("a", operator("summarise"))
                .task("b", operator("measure"))
                .after("a")
                .input("list", InputSource.file(directory.resolve("list.txt")))
                .task("c", operator("measure"))
                .after("b"));

        assertThat(tasks()).containsExactly("a");
        assertThat(refusals()).containsExactly("b INPUT_MISSING");
        assertThat(undeclared()).containsExactly("b REFUSED", "c UPSTREAM_FAILED");

        Files.writeString(directory.resolve("list.txt"), "late");
        avow().redeclare("graph", "b", "manual:k");
        manual.fireDue();

        assertThat(tasks()).contains("b");
    }

    private List<String> refusals() {
        return store.read(session -> session.events().ofJob("graph", 0, 100)).stream()
                .filter(stored -> stored.event().kind().equals("REFUSED"))
                .map(stored -> new Fields(
                        CanonicalJson.parseObject(stored.event().body().toArray())))
                .map(fields -> fields.text("task") + " " + fields.text("code"))
                .toList();
    }

    @Test
    void asks_the_trigger_rule_again_when_a_task_before_it_was_executed_again() {
        avow().register(graph().task("a", operator("summarise"))
                .task("b", operator("measure"))
                .after("a")
                .build());
        avow().trigger("graph", JsonObject.empty(), ManualRequest.by("ann").key("k"));
        manual.executeDue();

        summariseFails();
        avow().rerun(run("graph", "a").identity());
        manual.executeDue();
        manual.fireDue();

        assertThat(tasks()).containsExactly("a");
        assertThat(undeclared()).containsExactly("b UPSTREAM_FAILED");
        assertThat(store.<Integer>read(session -> session.requests()
                        .due(clock.instant(), Set.of("graph"), 10)
                        .size()))
                .isZero();
    }
}
