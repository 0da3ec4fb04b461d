package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.Store;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorSource;
import dev.avow.engine.run.FaultyDatabase.Where;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Whoever looks at backfills while an outcome is being committed does not see it yet, and is woken after it. */
class CommitWakeTest extends SlotBatchContract {

    private final AtomicInteger woken = new AtomicInteger();

    @Override
    ManualEngine engine(Store its) {
        return ManualEngine.of(
                        new AvowBuilder(() -> new Unclosed(its))
                                .operators(OperatorSource.of(
                                        List.of(FakeOperator.named("summarise").does(this::record)))),
                        clock)
                .start();
    }

    /** Records the outcome, and before its commit looks at backfills as the clock's thread does. */
    private OperatorResult record(DeclaredRun run) {
        faulty.breaks(point -> {
            if (point.where() == Where.BEFORE_COMMIT) {
                manual.core().backfilling().add("ad-hoc");
            }
            return false;
        });
        new OutcomeQueue(manual.core(), woken::incrementAndGet).record(Succeeded.of(store, run));
        faulty.heals();
        return OperatorResult.success();
    }

    @Test
    void wakes_for_a_backfill_that_is_found_during_the_commit() {
        manual.avow()
                .register(job("ad-hoc").task("summarise", operator("summarise")).build());
        manual.avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"));

        manual.executeDue();

        assertThat(woken).hasValue(1);
    }
}
