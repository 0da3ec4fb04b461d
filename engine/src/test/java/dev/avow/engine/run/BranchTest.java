package dev.avow.engine.run;

import static dev.avow.engine.declaration.Condition.on;
import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Condition;
import dev.avow.engine.declaration.Spec;
import dev.avow.engine.declaration.TriggerRule;
import dev.avow.engine.dsl.Elements;
import dev.avow.engine.dsl.Param;
import dev.avow.engine.dsl.TaskBuilder;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What comes after a task can depend on what it gave. */
class BranchTest extends GraphContract {

    private static final Condition GOOD = on("judge", "verdict").at("/score").isAtLeast("0.7");

    private static final Condition BAD = on("judge", "verdict").at("/score").isBelow("0.7");

    private void judged(String verdict, TaskBuilder branches) {
        summarise.does(run -> OperatorResult.success()
                .output("verdict", "application/json", verdict.getBytes(StandardCharsets.UTF_8)));
        avow().register(branches.build());
        avow().trigger("graph", JsonObject.empty(), ManualRequest.by("ann").key("k"));
        manual.fireDue();
    }

    private static TaskBuilder judge() {
        return job("graph").task("judge", operator("summarise"));
    }

    private static TaskBuilder branches() {
        return judge().task("publish", operator("measure"))
                .after("judge")
                .onlyIf(GOOD)
                .task("repair", operator("measure"))
                .after("judge")
                .onlyIf(BAD)
                .task("tell", operator("measure"))
                .after("publish", "repair")
                .when(TriggerRule.NONE_FAILED);
    }

    private static TaskBuilder guarded(Condition... conditions) {
        TaskBuilder task = judge().task("publish", operator("measure")).after("judge");
        List.of(conditions).forEach(task::onlyIf);
        return task;
    }

    @Test
    void only_the_branch_whose_condition_holds_is_declared_and_branches_meet_again() {
        judged("{\"score\":0.83}", branches());

        assertThat(tasks()).containsExactly("judge", "publish", "tell");
        assertThat(undeclared()).containsExactly("repair SKIPPED");
        assertThat(avow().history().events("graph", EventKind.UNDECLARED, 10))
                .singleElement()
                .satisfies(event -> assertThat(event.body())
                        .isEqualTo("{\"detail\":\"Condition does not hold: expected output 'verdict' of task 'judge'"
                                + " at /score to be below '0.7'.\",\"occasion\":\"manual:k\",\"reason\":\"SKIPPED\","
                                + "\"task\":\"repair\"}"));
    }

    @Test
    void the_other_branch_is_declared_where_its_condition_holds() {
        judged("{\"score\":\"0.69\"}", branches());

        assertThat(tasks()).containsExactly("judge", "repair", "tell");
        assertThat(undeclared()).containsExactly("publish SKIPPED");
    }

    @Test
    void what_needs_a_skipped_task_is_skipped_too() {
        judged(
                "{\"score\":0}",
                guarded(GOOD)
                        .task("tell", operator("measure"))
                        .after("publish")
                        .task("log", operator("measure"))
                        .after("publish")
                        .when(TriggerRule.ALL_DONE)
                        .task("alarm", operator("measure"))
                        .after("publish")
                        .when(TriggerRule.ONE_FAILED));

        assertThat(tasks()).containsExactly("judge", "log");
        assertThat(undeclared()).containsExactly("alarm SKIPPED", "publish SKIPPED", "tell SKIPPED");
    }

    @Test
    void all_conditions_of_a_task_must_hold() {
        Condition english = on("judge", "verdict").at("/lang").is("en");
        Condition checked = on("judge", "verdict").at("/checked").is(true);

        judged("{\"score\":1,\"lang\":\"en\",\"checked\":true}", guarded(GOOD, english, checked));
        assertThat(tasks()).contains("publish");
    }

    @Test
    void one_condition_that_does_not_hold_is_enough() {
        judged(
                "{\"score\":1,\"lang\":\"de\"}",
                guarded(GOOD, on("judge", "verdict").at("/lang").isNot("de")));

        assertThat(undeclared()).containsExactly("publish SKIPPED");
    }

    @Test
    void a_value_that_is_null_is_not_there() {
        judged("{\"score\":null}", guarded(on("judge", "verdict").at("/score").exists()));

        assertThat(undeclared()).containsExactly("publish SKIPPED");
    }

    @Test
    void a_condition_that_cannot_be_decided_refuses_the_task() {
        judged("{\"score\":\"good\"}", guarded(GOOD));

        assertThat(undeclared()).containsExactly("publish REFUSED");
        assertThat(jobEvents()).contains("CONDITION_UNDECIDED", "and the value is no number");
    }

    @Test
    void a_value_that_is_not_there_refuses_the_task() {
        judged("{\"score\":null}", guarded(on("judge", "verdict").at("/score").isNot("0")));

        assertThat(undeclared()).containsExactly("publish REFUSED");
        assertThat(jobEvents()).contains("CONDITION_UNDECIDED", "it has no such value");
    }

    @Test
    void an_output_that_is_no_json_refuses_the_task() {
        judged("{\"score\":1} and more", guarded(GOOD));

        assertThat(undeclared()).containsExactly("publish REFUSED");
        assertThat(jobEvents()).contains("it is no JSON document");
    }

    @Test
    void an_output_that_is_no_text_refuses_the_task() {
        summarise.does(run -> OperatorResult.success().output("verdict", "application/json", new byte[] {(byte) 0xff}));
        avow().register(guarded(GOOD).build());
        avow().trigger("graph", JsonObject.empty(), ManualRequest.by("ann").key("k"));
        manual.fireDue();

        assertThat(undeclared()).containsExactly("publish REFUSED");
        assertThat(jobEvents()).contains("CONDITION_UNDECIDED", "is no UTF-8 text");
    }

    @Test
    void an_output_that_was_not_given_refuses_the_task() {
        judged("{}", guarded(on("judge", "other").exists()));

        assertThat(undeclared()).containsExactly("publish REFUSED");
        assertThat(jobEvents()).contains("gave no such output");
    }

    @Test
    void a_condition_on_a_task_that_never_ran_does_not_hold() {
        judged(
                "{\"score\":0}",
                guarded(GOOD)
                        .task("tell", operator("measure"))
                        .after("publish")
                        .when(TriggerRule.ALL_DONE)
                        .onlyIf(on("publish", "page").exists()));

        assertThat(undeclared()).containsExactly("publish SKIPPED", "tell SKIPPED");
        assertThat(jobEvents()).contains("Task 'publish' never ran.");
    }

    @Test
    void a_redeclaration_asks_the_condition_and_leaves_what_was_declared() {
        judged("{\"score\":1}", guarded(GOOD));
        summarise.does(run -> OperatorResult.success()
                .output("verdict", "application/json", "{\"score\":0}".getBytes(StandardCharsets.UTF_8)));
        avow().rerun(run("graph", "judge").identity());
        manual.fireDue();

        assertThatThrownBy(() -> avow().redeclare("graph", "publish", "manual:k"))
                .isInstanceOf(EngineException.class)
                .hasMessage(
                        "Condition does not hold: expected output 'verdict' of task 'judge' at /score to be at least"
                                + " '0.7'.");
        assertThat(run("graph", "publish").state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void a_mapped_task_is_skipped_as_a_whole() {
        judged("{\"score\":0}", guarded(GOOD).mapped(Elements.of("x", "y")));

        assertThat(undeclared()).containsExactly("publish SKIPPED");
    }

    @Test
    void conditions_stand_in_the_spec() {
        judged("{\"score\":1}", guarded(GOOD));

        String spec = run("graph", "publish").spec().toString();
        byte[] body = store.read(session -> session.declarations().findSpec(spec))
                .orElseThrow()
                .body()
                .toArray();
        assertThat(Spec.parse(body).conditions()).containsExactly(GOOD);
        assertThat(new String(body, StandardCharsets.UTF_8))
                .contains("\"conditions\":[{\"at\":\"/score\",\"output\":\"verdict\",\"task\":\"judge\","
                        + "\"test\":\"AT_LEAST\",\"value\":\"0.7\"}]");
    }

    @Test
    void a_condition_is_checked_when_the_job_is_built() {
        TaskBuilder fault = job("graph")
                .task("a", operator("summarise"))
                .mapped(Elements.of("x"))
                .task("b", operator("measure"))
                .after("a")
                .onlyIf(on("a", "out").exists())
                .onlyIf(on("c", "out").exists())
                .mappedInput("file", (occasion, key) -> directory);

        assertThatThrownBy(fault::build)
                .isInstanceOf(EngineException.class)
                .hasMessage(
                        "Job 'graph' has 3 faults. Mend all of them:"
                                + "\n  it has the mapped input 'file' in task 'b', which is not mapped. Add mapped(...), or use"
                                + " input(...)."
                                + "\n  it has a condition in task 'b' on the mapped task 'a', which has many runs. Gather their"
                                + " outputs in a task between."
                                + "\n  it has a condition in task 'b' on task 'c', which it does not come after. Add after('c').");
    }

    /** Where a task is mapped over an output, the task that gives it must come before. */
    @Test
    void the_source_of_a_list_is_checked_when_the_job_is_built() {
        assertThatThrownBy(() -> job("graph")
                        .task("a", operator("summarise"))
                        .mapped(Elements.output("b", "list"))
                        .build())
                .isInstanceOf(EngineException.class)
                .hasMessage("Job 'graph' maps task 'a' over an output of task 'b', which it does not come after. Add"
                        + " after('b').");
    }

    @Test
    void what_is_private_is_no_list_to_be_mapped_over() {
        TaskBuilder fault = job("graph")
                .param("who", Param.text().confidential())
                .task("list", operator("summarise"))
                .privateOutputs()
                .task("each", operator("measure"))
                .after("list")
                .mapped(Elements.output("list", "out"))
                .task("first", operator("measure"))
                .mapped(Elements.of("x"));

        assertThatThrownBy(fault::build)
                .isInstanceOf(EngineException.class)
                .hasMessage("Job 'graph' has 2 faults. Mend all of them:"
                        + "\n  it maps task 'each' over a private output of task 'list', whose elements would be declared in"
                        + " clear. Take privateOutputs() out there."
                        + "\n  it has confidential params, and the mapped task 'first', which comes after no other. Put it"
                        + " after a task that is not mapped.");
    }
}
