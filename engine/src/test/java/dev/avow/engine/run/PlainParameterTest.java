package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.dsl.Param;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import dev.avow.engine.operator.Component;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Parameters that an operator takes only without templates. */
class PlainParameterTest extends EngineContract {

    private static final String REFUSAL = "Job 'asks' has a template in parameter 'statement' of task 'ask': '{{'."
            + " Operator 'database' takes none there, as data would become code. Give the data by a parameter that it is"
            + " bound from.";

    @BeforeEach
    void start_with_a_database() {
        manual.close();
        manual = ManualEngine.on(new Unclosed(store), clock, OperatorSource.of(List.of(new Database())))
                .start();
    }

    private static Job asks(JsonValue statement) {
        return job("asks")
                .param("who", Param.text())
                .task(
                        "ask",
                        operator("database").parameter("statement", statement).parameter("who", "{{params.who}}"))
                .build();
    }

    @Test
    void registers_no_job_that_has_a_template_there() {
        Job templated = asks(new JsonString("delete from people where name = '{{params.who}}'"));

        assertThatThrownBy(() -> avow().register(templated))
                .isInstanceOf(EngineException.class)
                .hasMessage(REFUSAL);

        assertThat(avow().history().jobs()).isEmpty();
    }

    @Test
    void finds_a_template_within_a_list() {
        Job templated =
                asks(new JsonArray(List.of(new JsonString("select 1"), new JsonString("{{=<% %>=}}<%params.who%>"))));

        assertThatThrownBy(() -> avow().register(templated))
                .isInstanceOf(EngineException.class)
                .hasMessage(REFUSAL);
    }

    @Test
    void lets_templates_be_elsewhere() {
        avow().register(asks(new JsonString("delete from people where name = :who")));

        avow().trigger("asks", JsonObject.builder().put("who", "ann").build(), ManualRequest.by("ann"));
        manual.fireDue();

        assertThat(runs("asks")).extracting(RunView::state).containsExactly(RunState.SUCCEEDED);
    }

    private static final class Database implements Operator {

        @Override
        public OperatorRef ref() {
            return new OperatorRef("database", "1");
        }

        @Override
        public Set<Component> needs() {
            return Set.of(Component.PARAMETERS);
        }

        @Override
        public Set<String> plainParameters() {
            return Set.of("statement", "other");
        }

        @Override
        public OperatorResult execute(DeclaredRun run) {
            return OperatorResult.success();
        }
    }
}
