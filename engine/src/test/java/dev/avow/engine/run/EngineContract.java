package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.schedule.Cron.cron;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.Store;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.RunView;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorSource;
import dev.avow.engine.schedule.CatchUp;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the engine promises on every database. */
abstract class EngineContract {

    final SettableClock clock = SettableClock.at("2026-01-05T02:59:00Z");
    final FakeOperator summarise = FakeOperator.named("summarise");
    final FakeOperator measure = FakeOperator.named("measure");
    ManualAvow manual;

    /** Returns a new, empty store. */
    abstract Store newStore();

    @BeforeEach
    void start() {
        manual = ManualAvow.on(newStore(), clock, OperatorSource.of(List.of(summarise, measure)));
        manual.start();
    }

    @AfterEach
    void close() {
        manual.close();
    }

    static Job nightly() {
        return job("nightly")
                .schedule(cron("0 0 3 * * ?").catchUp(CatchUp.ALL))
                .task("summarise", operator("summarise"))
                .task("measure", operator("measure"))
                .after("summarise")
                .build();
    }

    @Test
    void declares_executes_and_shows_a_slot_and_the_task_after_it() {
        summarise.does(run ->
                OperatorResult.success().output("summary", "text/plain", "five".getBytes(StandardCharsets.UTF_8)));
        measure.does(run -> OperatorResult.success()
                .output(
                        "length",
                        "text/plain",
                        run.upstream("summarise", "summary").bytes()));
        manual.avow().register(nightly());

        manual.fireDueAt("2026-01-05T03:00:00Z");

        List<RunView> runs = manual.avow().history().runs("nightly", 10).items();
        assertThat(runs).extracting(RunView::task).containsExactlyInAnyOrder("summarise", "measure");
        assertThat(runs).extracting(RunView::state).containsOnly(RunState.SUCCEEDED);
        assertThat(runs).extracting(RunView::occasion).containsOnly("slot:default:2026-01-05T03:00:00Z");
    }
}
