package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.gate.RunState;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A source whose operator is another one after the gate has seen it, or is gone. */
class ChangingOperatorTest extends EngineContract {

    /** Returns how the run ended whose operator was exchanged between the gate and its execution. */
    private String detailAfter(Optional<Operator> exchanged) {
        manual.close();
        DisturbedStore disturbed = new DisturbedStore(store);
        AtomicReference<Optional<Operator>> current = new AtomicReference<>(Optional.of(summarise));
        OperatorSource source = new OperatorSource() {
            @Override
            public <T> Optional<T> use(String name, Function<Operator, T> work) {
                return current.get().map(work);
            }
        };
        manual = ManualEngine.of(new AvowBuilder(() -> disturbed).operators(source), clock)
                .start();
        disturbed.beforeSync(() -> current.set(exchanged));
        avow().register(job("ad-hoc").task("summarise", operator("summarise")).build());
        avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"));

        manual.fireDue();

        assertThat(summarise.executed()).isEmpty();
        assertThat(run("ad-hoc", "summarise").state()).isEqualTo(RunState.FAILED);
        return run("ad-hoc", "summarise").detail();
    }

    @Test
    void executes_no_other_version_than_the_declared_one() {
        FakeOperator newer = FakeOperator.of("summarise", "2");

        assertThat(detailAfter(Optional.of(newer)))
                .isEqualTo("Operator 'summarise' changed after the gate had seen it. Restore version 1.");
        assertThat(newer.executed()).isEmpty();
    }

    @Test
    void fails_an_attempt_whose_operator_went_away() {
        assertThat(detailAfter(Optional.empty()))
                .isEqualTo("Operator 'summarise' went away after the gate had seen it. Register it again.");
    }
}
