package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Model;
import dev.avow.engine.declaration.OperatorRef;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.Component;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Models of providers that an operator can call, or cannot. */
class KnownProviderTest extends EngineContract {

    @BeforeEach
    void start_with_an_asker() {
        manual.close();
        manual = ManualEngine.on(new Unclosed(store), clock, OperatorSource.of(List.of(new Asker())))
                .start();
    }

    private static Job asks(String provider) {
        return job("asks")
                .task("ask", operator("asker").model(Model.unpinned(provider, "m")))
                .build();
    }

    @Test
    void registers_no_job_with_a_model_of_another_provider() {
        assertThatThrownBy(() -> avow().register(asks("elsewhere")))
                .isInstanceOf(EngineException.class)
                .hasMessage(
                        "Job 'asks' declares model 'm' of provider 'elsewhere' in task 'ask', which operator 'asker'"
                                + " does not know. Declare a model of [local, openai], or give the operator that provider.");

        assertThat(avow().history().jobs()).isEmpty();
    }

    @Test
    void runs_a_job_with_a_model_of_one_that_it_knows() {
        avow().register(asks("openai"));

        avow().trigger("asks", JsonObject.empty(), ManualRequest.by("ann"));
        manual.fireDue();

        assertThat(runs("asks")).extracting(RunView::state).containsExactly(RunState.SUCCEEDED);
    }

    private static final class Asker implements Operator {

        @Override
        public OperatorRef ref() {
            return new OperatorRef("asker", "1");
        }

        @Override
        public Set<Component> needs() {
            return Set.of(Component.MODEL);
        }

        @Override
        public Optional<Set<String>> providers() {
            return Optional.of(Set.of("openai", "local"));
        }

        @Override
        public OperatorResult execute(DeclaredRun run) {
            return OperatorResult.success();
        }
    }
}
