package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.schedule.Cron.cron;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.EngineException;
import dev.avow.engine.dsl.InputSource;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.BackfillView;
import dev.avow.engine.history.RunView;
import dev.avow.engine.operator.OperatorResult;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Past slots are declared when somebody asks for that, and are the runs that they would have been on time. */
class BackfillTest extends EngineContract {

    private static final Backfill MONTH =
            Backfill.of("nightly", Instant.parse("2025-12-01T00:00:00Z"), Instant.parse("2025-12-31T23:59:59Z"), "ann");

    private Path input;

    private Job nightly() {
        return job("nightly")
                .schedule(cron("0 0 3 * * ?"))
                .task("summarise", operator("summarise"))
                .input("list", InputSource.file(input))
                .task("measure", operator("measure"))
                .after("summarise")
                .build();
    }

    @BeforeEach
    void register() {
        input = file("list.txt", "one");
        avow().register(nightly());
    }

    private BackfillView view(String id) {
        return avow().history().backfills("nightly", 10).stream()
                .filter(view -> view.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private List<RunView> ofTask(String task) {
        return runs("nightly").stream().filter(run -> run.task().equals(task)).toList();
    }

    @Test
    void declares_each_slot_of_the_span_once_with_the_tasks_after_it() {
        String id = avow().backfills().start(MONTH.key("december"));

        manual.fireDue();
        manual.declareDue();

        assertThat(id).isEqualTo("december");
        assertThat(ofTask("summarise")).hasSize(31).extracting(RunView::state).containsOnly(RunState.SUCCEEDED);
        assertThat(ofTask("measure")).hasSize(31).extracting(RunView::state).containsOnly(RunState.SUCCEEDED);
        assertThat(view(id))
                .isEqualTo(new BackfillView(
                        "december",
                        "nightly",
                        "default",
                        MONTH.from(),
                        MONTH.to(),
                        1,
                        "ann",
                        BackfillView.State.DONE,
                        Instant.parse("2025-12-31T03:00:00Z"),
                        31,
                        0,
                        0,
                        0));
    }

    @Test
    void a_backfilled_slot_is_the_run_that_it_would_have_been_on_time() {
        manual.fireDueAt("2026-01-05T03:00:00Z");
        Preview planned = avow().backfills().plan(MONTH, 1).get(0);
        avow().backfills().start(MONTH);

        manual.fireDue();

        assertThat(planned.declared()).isFalse();
        RunView first = ofTask("summarise").get(31);
        assertThat(first.identity()).isEqualTo(planned.identity());
        assertThat(first.occasion()).isEqualTo("slot:default:2025-12-01T03:00:00Z");
        assertThat(detail(first.identity()).declaration()).contains("\"submitter\":\"schedule\"");
        assertThat(avow().backfills().plan(MONTH, 40)).hasSize(31).allMatch(Preview::declared);
    }

    @Test
    void leaves_slots_alone_that_are_declared_and_counts_them() {
        avow().backfills().start(MONTH.key("first"));
        manual.fireDue();
        manual.declareDue();

        String second = avow().backfills().start(MONTH.key("second"));
        manual.fireDue();
        manual.declareDue();

        assertThat(view(second).declared()).isZero();
        assertThat(view(second).existing()).isEqualTo(31);
        assertThat(summarise.executed()).hasSize(31);
    }

    @Test
    void has_no_more_occasions_active_than_it_may() {
        String id = avow().backfills().start(MONTH.maxActive(3));

        manual.declareDue();
        manual.declareDue();
        assertThat(ofTask("summarise")).hasSize(3);
        assertThat(view(id).active()).isEqualTo(3);

        manual.executeDue();
        assertThat(ofTask("summarise")).hasSize(3);
        manual.declareDue();
        assertThat(ofTask("measure")).hasSize(3);
        manual.executeDue();
        manual.declareDue();

        assertThat(ofTask("summarise")).hasSize(6);
    }

    @Test
    void declares_nothing_more_once_it_is_cancelled() {
        String id = avow().backfills().start(MONTH);
        manual.declareDue();

        avow().backfills().cancel(id);
        manual.fireDue();

        assertThat(ofTask("summarise")).hasSize(1).extracting(RunView::state).containsOnly(RunState.SUCCEEDED);
        assertThat(view(id).state()).isEqualTo(BackfillView.State.CANCELLED);
        assertThatThrownBy(() -> avow().backfills().cancel(id))
                .isInstanceOf(EngineException.class)
                .hasMessage("Cancel refused: backfill '" + id
                        + "' is CANCELLED. Only one that has not ended can be cancelled.");
    }

    @Test
    void goes_on_with_another_engine_where_it_was() {
        String id = avow().backfills().start(MONTH.maxActive(5));
        manual.declareDue();
        manual.close();

        manual = engine(summarise, measure).start();
        avow().register(nightly());
        manual.fireDue();
        manual.declareDue();

        assertThat(view(id).declared()).isEqualTo(31);
        assertThat(summarise.executed()).hasSize(31);
    }

    @Test
    void a_slot_that_cannot_be_declared_is_recorded_and_the_others_go_on() {
        summarise.does(run -> {
            if (run.declaration().occasion().key().contains("12-10")) {
                assertThat(input.toFile().delete()).isTrue();
            }
            return OperatorResult.success();
        });
        String id = avow().backfills().start(MONTH);

        manual.fireDue();
        manual.declareDue();

        assertThat(view(id).declared()).isEqualTo(10);
        assertThat(view(id).refused()).isEqualTo(21);
        assertThat(view(id).state()).isEqualTo(BackfillView.State.DONE);
    }

    @Test
    void refuses_what_is_no_span_of_the_past() {
        assertThatThrownBy(() -> avow().backfills()
                        .start(Backfill.of("nightly", MONTH.from(), Instant.parse("2026-01-05T03:00:00Z"), "ann")))
                .isInstanceOf(EngineException.class)
                .hasMessage(
                        "Backfill from 2025-12-01T00:00:00Z to 2026-01-05T03:00:00Z is not valid. Give a span of the"
                                + " past that does not end before it begins.");
        assertThatThrownBy(() -> avow().backfills().start(MONTH.schedule("weekly")))
                .isInstanceOf(EngineException.class)
                .hasMessage("Job 'nightly' has no schedule 'weekly'. It has: default.");
        assertThatThrownBy(() -> avow().backfills().start(MONTH.maxActive(0)))
                .isInstanceOf(EngineException.class)
                .hasMessage("Backfill has 0 occasions active at once. Give at least 1.");
        avow().backfills().start(MONTH.key("k"));
        avow().backfills().start(MONTH.key("k"));
        assertThatThrownBy(() -> avow().backfills().start(MONTH.key("k").maxActive(2)))
                .isInstanceOf(EngineException.class)
                .hasMessage(
                        "Backfill refused, REQUEST_REUSED: 'k' was asked for before, and differs. Use another key.");
        assertThat(avow().history().backfills("nightly", 10)).hasSize(1);
    }
}
