package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.EngineException;
import dev.avow.engine.dsl.Elements;
import dev.avow.engine.dsl.TaskBuilder;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.TypedOutput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tasks give each other records by reference: written and read as JSON, declared by digest. */
class TypedOutputTest extends EngineContract {

    private static final TypedOutput<Verdict> VERDICT = TypedOutput.of("verdict", Verdict.class);

    /** What a judge says. */
    public record Verdict(double score, String why, List<String> words) {}

    /** Another record. */
    public record Other(String why) {}

    private final List<Verdict> taken = new ArrayList<>();

    private void trigger(TaskBuilder definition) {
        avow().register(definition.build());
        avow().trigger("graph", JsonObject.empty(), ManualRequest.by("ann").key("k"));
        manual.fireDue();
    }

    private static TaskBuilder judged() {
        return job("graph")
                .task("judge", operator("summarise"))
                .gives(VERDICT)
                .task("publish", operator("measure"))
                .takes("judge", VERDICT);
    }

    @Test
    void a_task_takes_the_value_that_the_one_before_it_gave() {
        Verdict verdict = new Verdict(0.1, "ünclear", List.of("a", "b"));
        summarise.does(run -> OperatorResult.success().output(VERDICT, verdict));
        measure.does(run -> {
            taken.add(run.upstream("judge", VERDICT));
            return OperatorResult.success();
        });

        trigger(judged());

        assertThat(taken).containsExactly(verdict);
        assertThat(detail(run("graph", "judge").identity()).declaration())
                .contains("\"constraints\":{\"outputs\":[\"verdict\"]}");
    }

    @Test
    void a_task_takes_the_values_of_all_runs_of_a_mapped_one() {
        summarise.does(run -> OperatorResult.success()
                .output(
                        VERDICT,
                        new Verdict(
                                1,
                                run.declaration()
                                        .context()
                                        .mapped()
                                        .orElseThrow()
                                        .key(),
                                List.of())));
        measure.does(run -> {
            taken.addAll(run.upstreamAll("judge", VERDICT));
            return OperatorResult.success();
        });

        trigger(job("graph")
                .task("judge", operator("summarise"))
                .mapped(Elements.of("x", "y"))
                .gives(VERDICT)
                .task("publish", operator("measure"))
                .takes("judge", VERDICT));

        assertThat(taken).extracting(Verdict::why).containsExactly("x", "y");
    }

    @Test
    void an_attempt_that_succeeds_without_a_declared_output_fails_for_good() {
        trigger(judged());

        RunView judge = run("graph", "judge");
        assertThat(judge.state()).isEqualTo(RunState.FAILED);
        assertThat(judge.detail())
                .isEqualTo("Operator succeeded without the declared outputs [verdict]. Let it give them, or take"
                        + " gives(...) out of the task.");
        assertThat(runs("graph")).hasSize(1);
    }

    @Test
    void an_attempt_that_fails_need_not_give_it() {
        summarise.does(run -> OperatorResult.failure("no idea", false));

        trigger(judged());

        assertThat(run("graph", "judge").detail()).isEqualTo("no idea");
    }

    @Test
    void a_value_of_another_form_fails_the_attempt_that_takes_it() {
        summarise.does(run -> OperatorResult.success()
                .output("verdict", "application/json", "{\"score\":1}".getBytes(StandardCharsets.UTF_8)));
        measure.does(run -> {
            taken.add(run.upstream("judge", VERDICT));
            return OperatorResult.success();
        });

        trigger(judged());

        assertThat(run("graph", "publish").state()).isEqualTo(RunState.FAILED);
        assertThat(run("graph", "publish").detail())
                .isEqualTo("Output 'verdict' is no Verdict: component 'why' is missing or of another type, at line 1,"
                        + " column 11. Let the task give that record.");
    }

    @Test
    void a_job_whose_tasks_do_not_fit_is_not_built() {
        TaskBuilder fault = job("graph")
                .task("judge", operator("summarise"))
                .gives(VERDICT)
                .task("publish", operator("measure"))
                .takes("judge", TypedOutput.of("verdict", Other.class))
                .takes("judge", TypedOutput.of("report", Other.class));

        assertThatThrownBy(fault::build)
                .isInstanceOf(EngineException.class)
                .hasMessage("Job 'graph' has 2 faults. Mend all of them:"
                        + "\n  it takes the output 'verdict' as " + Other.class.getName()
                        + " in task 'publish' from task 'judge', which gives it as " + Verdict.class.getName()
                        + ". Use one record."
                        + "\n  it takes the output 'report' as " + Other.class.getName()
                        + " in task 'publish' from task 'judge', which does not give it. Add gives(...) there.");
    }
}
