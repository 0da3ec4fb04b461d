package dev.avow.engine.run;

import static dev.avow.engine.declaration.Condition.on;
import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Condition;
import dev.avow.engine.dsl.Elements;
import dev.avow.engine.dsl.OperatorCall;
import dev.avow.engine.dsl.TaskBuilder;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.TypedOutput;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was given as private stays so, though a later definition of the job takes it for open. */
class PrivateOutputsTest extends GraphContract {

    private static final String NAMES = "[\"Mrs Abel, ill\",\"Mr Baker\"]";
    private static final Condition ILL = on("first", "out").at("/0").is("Mrs Abel, ill");
    private static final TypedOutput<Age> AGE = TypedOutput.of("out", Age.class);

    /** A record that names are none of. */
    public record Age(int years) {}

    private Identity given(String content) {
        return given(content, job("graph").task("first", operator("summarise")).privateOutputs());
    }

    private Identity given(String content, TaskBuilder task) {
        summarise.does(run ->
                OperatorResult.success().output("out", "application/json", content.getBytes(StandardCharsets.UTF_8)));
        avow().register(task.build());
        avow().trigger("graph", JsonObject.empty(), ManualRequest.by("ann").key("k"));
        manual.fireDue();
        return runs("graph").get(0).identity();
    }

    private static TaskBuilder open(OperatorCall call) {
        return job("graph")
                .task("first", operator("summarise"))
                .task("next", call)
                .after("first");
    }

    @Test
    void is_no_list_for_a_task_that_is_mapped_over_it_later() {
        Identity first = given(NAMES);

        avow().register(open(operator("measure").user("Read {{mapped.key}}."))
                .mapped(Elements.output("first", "out"))
                .build());
        assertThatThrownBy(() -> avow().redeclare("graph", "next", "manual:k"))
                .isInstanceOf(EngineException.class)
                .hasMessage("List of job 'graph', task 'next', occasion 'manual:k' cannot be made: Output 'out' of task"
                        + " 'first' is private, and the keys of its elements would be declared in clear. Map over an"
                        + " output that is not private. Mend the cause, then redeclare.");
        manual.fireDue();

        assertThat(tasks()).containsExactly("first");
        assertThat(Tables.with(store, "Abel")).containsExactly("content");
        avow().erase(first, "ann", "asked by letter");
        assertThat(Tables.with(store, "Abel")).isEmpty();
    }

    @Test
    void is_no_list_for_a_task_that_is_mapped_over_it_since_the_run_was_declared() {
        summarise.does(run ->
                OperatorResult.success().output("out", "application/json", NAMES.getBytes(StandardCharsets.UTF_8)));
        avow().register(job("graph")
                .task("first", operator("summarise"))
                .privateOutputs()
                .task("next", operator("measure"))
                .after("first")
                .build());
        avow().trigger("graph", JsonObject.empty(), ManualRequest.by("ann").key("k"));
        avow().register(open(operator("measure"))
                .mapped(Elements.output("first", "out"))
                .build());

        manual.fireDue();

        assertThat(tasks()).containsExactly("first");
        assertThat(undeclared()).containsExactly("next REFUSED");
        assertThat(Tables.with(store, "Abel")).containsExactly("content");
    }

    @Test
    void is_no_matter_of_a_condition_of_a_definition_that_takes_it_for_open() {
        given(NAMES);

        avow().register(open(operator("measure")).onlyIf(ILL).build());

        assertThatThrownBy(() -> avow().redeclare("graph", "next", "manual:k"))
                .isInstanceOf(EngineException.class)
                .hasMessage("Condition of job 'graph', task 'next', occasion 'manual:k' is not decided: output 'out' of"
                        + " task 'first' at /0 IS 'Mrs Abel, ill', which is private, and whether the condition holds would"
                        + " be seen in clear. Take the condition out, or say privateOutputs() at task 'first', then"
                        + " redeclare.");
        assertThat(tasks()).containsExactly("first");
    }

    @Test
    void decides_a_condition_of_a_definition_that_says_that_it_is_private() {
        given(
                NAMES,
                job("graph")
                        .task("first", operator("summarise"))
                        .privateOutputs()
                        .task("next", operator("measure"))
                        .after("first")
                        .onlyIf(ILL));

        assertThat(tasks()).containsExactly("first", "next");
    }

    @Test
    void is_not_read_by_a_condition_after_it_was_erased_though_another_run_keeps_the_content() {
        Identity first = given(NAMES);
        avow().trigger("graph", JsonObject.empty(), ManualRequest.by("ann").key("other"));
        manual.fireDue();
        avow().erase(first, "ann", "asked by letter");

        avow().register(job("graph")
                .task("first", operator("summarise"))
                .privateOutputs()
                .task("next", operator("measure"))
                .after("first")
                .onlyIf(on("first", "out").at("/1").exists())
                .build());

        assertThatThrownBy(() -> avow().redeclare("graph", "next", "manual:k"))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining(", which was erased. Declare that task again, if this one has to run.");
        assertThat(Tables.with(store, "Abel")).containsExactly("content");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Mrs Abel", "{\"n\":\"Mrs Abel\"}"})
    void is_not_told_by_a_condition_that_cannot_be_decided(String content) {
        given(
                content,
                job("graph")
                        .task("first", operator("summarise"))
                        .privateOutputs()
                        .task("next", operator("measure"))
                        .after("first")
                        .onlyIf(on("first", "out").at("/n").isAtLeast("1")));

        assertThat(undeclared()).containsExactly("next REFUSED");
        assertThatThrownBy(() -> avow().redeclare("graph", "next", "manual:k"))
                .isInstanceOf(EngineException.class)
                .hasNoCause();
        assertThat(Tables.with(store, "Abel")).containsExactly("content");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json.name"})
    void is_not_read_by_parameters_and_messages_of_a_later_definition(String member) {
        given("{\"name\":\"Mrs Abel\"}");
        String named = "{{#upstream}}{{#first}}{{outputs.out." + member + "}}{{/first}}{{/upstream}}";

        for (OperatorCall call : new OperatorCall[] {
            operator("measure").parameter("who", named), operator("measure").user(named)
        }) {
            avow().register(open(call).build());
            assertThatThrownBy(() -> avow().redeclare("graph", "next", "manual:k"))
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining(
                            "Output 'out' of task 'first' is private, and a text that is declared in clear"
                                    + " names it.");
        }

        assertThat(tasks()).containsExactly("first");
        assertThat(Tables.with(store, "Abel")).containsExactly("content");
    }

    @Test
    void of_the_runs_of_a_mapped_task_is_not_read_by_what_gathers_them_later() {
        given(
                NAMES,
                job("graph")
                        .task("first", operator("summarise"))
                        .mapped(Elements.of("a", "b"))
                        .privateOutputs());

        avow().register(job("graph")
                .task("first", operator("summarise"))
                .mapped(Elements.of("a", "b"))
                .task(
                        "next",
                        operator("measure")
                                .user("{{#upstream.first.runs}}{{outputs.out.text}}{{/upstream.first.runs}}"))
                .after("first")
                .build());

        assertThatThrownBy(() -> avow().redeclare("graph", "next", "manual:k"))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("is private, and a text that is declared in clear names it.");
        assertThat(tasks()).containsExactly("first", "first");
        assertThat(Tables.with(store, "Abel")).containsExactly("content");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"years\":\"Mrs Abel\"}", "{\"Mrs Abel\":1}", "Mrs Abel", "{\"years\":{\"Mrs Abel\":1}}"})
    void is_not_told_by_a_task_that_takes_it_as_a_record_that_it_is_not(String content) {
        measure.does(run -> {
            run.upstream("first", AGE);
            return OperatorResult.success();
        });

        given(
                content,
                job("graph")
                        .task("first", operator("summarise"))
                        .gives(AGE)
                        .privateOutputs()
                        .task("next", operator("measure"))
                        .takes("first", AGE));

        assertThat(run("graph", "next").detail()).startsWith("Output 'out' is no Age: ");
        assertThat(Tables.with(store, "Abel")).containsExactly("content");
    }
}
