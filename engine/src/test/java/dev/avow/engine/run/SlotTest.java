package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.dsl.RetryPolicy.retries;
import static dev.avow.engine.schedule.Cron.cron;
import static dev.avow.engine.schedule.FixedRate.every;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.avow.db.Events.StoredEvent;
import dev.avow.db.Slots.SlotRow;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.Occasion.DataInterval;
import dev.avow.engine.dsl.InputSource;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.RunView;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.schedule.CatchUp;
import dev.avow.engine.schedule.Once;
import dev.avow.engine.schedule.Schedule;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlotTest extends EngineContract {

    private static Job nightly(Schedule schedule) {
        return job("nightly")
                .schedule(schedule)
                .task("summarise", operator("summarise"))
                .build();
    }

    private List<String> occasions() {
        return runs("nightly").stream().map(RunView::occasion).toList();
    }

    private List<SlotRow> slots() {
        return slots(100);
    }

    private List<SlotRow> slots(int limit) {
        return store.read(session -> session.slots().slots("nightly", "default", limit));
    }

    @Test
    void declares_executes_and_shows_a_slot_and_the_task_after_it() {
        byte[] text = "five sentences".getBytes(StandardCharsets.UTF_8);
        summarise.does(run -> OperatorResult.success().output("summary", "text/plain", text));
        measure.does(run -> OperatorResult.success()
                .output(
                        "copy",
                        "text/plain",
                        run.upstream("summarise", "summary").bytes()));
        avow().register(job("nightly")
                .schedule(cron("0 0 3 * * ?"))
                .task("summarise", operator("summarise"))
                .task("measure", operator("measure"))
                .after("summarise")
                .build());

        manual.fireDueAt("2026-01-05T03:00:00Z");

        assertThat(runs("nightly")).extracting(RunView::state).containsOnly(RunState.SUCCEEDED);
        assertThat(runs("nightly")).extracting(RunView::occasion).containsOnly("slot:default:2026-01-05T03:00:00Z");
        RunView first = run("nightly", "summarise");
        RunView second = run("nightly", "measure");
        assertThat(detail(second.identity()).declaration())
                .contains(first.identity().toString());
        assertThat(detail(second.identity()).attempts().get(0).outputs().get(0).digest())
                .isEqualTo(detail(first.identity())
                        .attempts()
                        .get(0)
                        .outputs()
                        .get(0)
                        .digest());
    }

    @Test
    void has_committed_the_declaration_before_the_operator_starts() {
        summarise.does(run -> {
            byte[] stored = store.read(session ->
                            session.declarations().find(run.identity().toString()))
                    .orElseThrow()
                    .body()
                    .toArray();
            return OperatorResult.success().output("seen", "application/json", stored);
        });
        avow().register(nightly(cron("0 0 3 * * ?")));

        manual.fireDueAt("2026-01-05T03:00:00Z");

        RunView run = run("nightly", "summarise");
        assertThat(run.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(detail(run.identity()).attempts().get(0).outputs().get(0).digest())
                .isEqualTo(run.identity().digest());
    }

    @Test
    void owes_no_slot_before_the_first_registration() {
        clock.set("2026-01-05T03:00:00Z");
        avow().register(nightly(cron("0 0 3 * * ?").catchUp(CatchUp.ALL)));

        manual.fireDueAt("2026-01-06T02:59:59Z");

        assertThat(occasions()).isEmpty();
    }

    @Test
    void catches_up_every_slot_where_the_policy_says_all() {
        avow().register(nightly(cron("0 0 3 * * ?").catchUp(CatchUp.ALL)));

        manual.fireDueAt("2026-01-07T12:00:00Z");

        assertThat(occasions())
                .containsExactly(
                        "slot:default:2026-01-07T03:00:00Z",
                        "slot:default:2026-01-06T03:00:00Z",
                        "slot:default:2026-01-05T03:00:00Z");
        assertThat(slots()).extracting(SlotRow::decision).containsOnly("DECLARED");
    }

    @Test
    void catches_up_many_more_slots_than_a_batch() {
        avow().register(nightly(every(Duration.ofSeconds(1)).catchUp(CatchUp.ALL)));

        clock.advance(Duration.ofSeconds(250));
        manual.declareDue();

        assertThat(slots()).hasSize(100);
        assertThat(slots(1000)).hasSize(250);
    }

    @Test
    void declares_the_newest_slot_and_records_the_skipped_ones_where_the_policy_says_last() {
        avow().register(nightly(cron("0 0 3 * * ?").catchUp(CatchUp.LAST)));

        manual.fireDueAt("2026-01-08T12:00:00Z");

        assertThat(occasions()).containsExactly("slot:default:2026-01-08T03:00:00Z");
        assertThat(slots()).extracting(SlotRow::decision).containsExactly("DECLARED", "SKIPPED");
        assertThat(slots().get(1).slots()).isEqualTo(3);
        assertThat(slots().get(1).reason()).isEqualTo("LAST");
    }

    @Test
    void declares_only_what_is_on_time_where_the_policy_says_none() {
        avow().register(nightly(cron("0 0 3 * * ?").catchUp(CatchUp.NONE)));

        manual.fireDueAt("2026-01-05T03:00:05Z");
        manual.fireDueAt("2026-01-06T12:00:00Z");

        assertThat(occasions()).containsExactly("slot:default:2026-01-05T03:00:00Z");
        assertThat(slots()).extracting(SlotRow::decision).containsExactly("SKIPPED", "DECLARED");
    }

    @Test
    void declares_the_slots_of_a_fixed_rate_and_of_a_single_time() {
        avow().register(job("nightly")
                .schedule("rate", every(Duration.ofMinutes(10)).catchUp(CatchUp.ALL))
                .schedule("once", Once.at(Instant.parse("2026-01-05T03:05:00Z")))
                .task("summarise", operator("summarise"))
                .build());

        manual.fireDueAt("2026-01-05T03:10:00Z");

        assertThat(occasions())
                .containsExactly(
                        "slot:rate:2026-01-05T03:10:00Z",
                        "slot:once:2026-01-05T03:05:00Z",
                        "slot:rate:2026-01-05T03:00:00Z");
    }

    @Test
    void takes_the_data_interval_from_the_schedule_and_not_from_history() {
        avow().register(nightly(cron("0 0 3 * * ?").catchUp(CatchUp.LAST)));

        manual.fireDueAt("2026-01-08T12:00:00Z");

        Declaration declaration = Declaration.parse(
                detail(run("nightly", "summarise").identity()).declaration().getBytes(StandardCharsets.UTF_8));
        assertThat(declaration.occasion().interval())
                .contains(
                        new DataInterval(Instant.parse("2026-01-07T03:00:00Z"), Instant.parse("2026-01-08T03:00:00Z")));
    }

    @Test
    void declares_no_slot_twice_when_the_clock_steps_back_and_forth() {
        avow().register(nightly(cron("0 0 * * * ?").catchUp(CatchUp.ALL)));

        manual.fireDueAt("2026-01-05T04:00:00Z");
        manual.fireDueAt("2026-01-05T03:00:00Z");
        manual.fireDueAt("2026-01-05T05:00:00Z");

        assertThat(occasions())
                .containsExactly(
                        "slot:default:2026-01-05T05:00:00Z",
                        "slot:default:2026-01-05T04:00:00Z",
                        "slot:default:2026-01-05T03:00:00Z");
    }

    @Test
    void declares_ahead_and_executes_at_the_slot() {
        avow().register(job("nightly")
                .schedule(cron("0 0 3 * * ?"))
                .declareAhead(Duration.ofHours(2))
                .task("summarise", operator("summarise"))
                .build());

        manual.fireDueAt("2026-01-05T02:59:30Z");

        assertThat(run("nightly", "summarise").state()).isEqualTo(RunState.DECLARED);
        assertThat(summarise.executed()).isEmpty();

        manual.fireDueAt("2026-01-05T03:00:00Z");

        assertThat(run("nightly", "summarise").state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void records_a_refused_slot_and_declares_it_when_the_input_has_come() throws Exception {
        avow().register(job("nightly")
                .schedule(cron("0 0 3 * * ?"))
                .retryRefused(retries(3).backoff(Duration.ofMinutes(5)))
                .task("summarise", operator("summarise"))
                .input("tickets", InputSource.file(directory.resolve("tickets.txt")))
                .build());

        manual.fireDueAt("2026-01-05T03:00:00Z");

        assertThat(occasions()).isEmpty();
        assertThat(slots())
                .extracting(SlotRow::decision, SlotRow::reason)
                .containsExactly(tuple("REFUSED", "INPUT_MISSING"));

        Files.writeString(directory.resolve("tickets.txt"), "one");
        manual.fireDueAt("2026-01-05T03:05:00Z");

        assertThat(run("nightly", "summarise").state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(run("nightly", "summarise").number()).isEqualTo(1);
    }

    @Test
    void declares_nothing_of_a_slot_of_which_one_task_is_refused() {
        avow().register(job("nightly")
                .schedule(cron("0 0 3 * * ?"))
                .task("measure", operator("measure"))
                .task("summarise", operator("summarise"))
                .input("tickets", InputSource.file(directory.resolve("tickets.txt")))
                .build());

        manual.fireDueAt("2026-01-05T03:00:00Z");

        assertThat(runs("nightly")).isEmpty();
        List<StoredEvent> events = store.read(session -> session.events().ofJob("nightly", 0, 10));
        assertThat(events)
                .extracting(stored -> stored.event().kind())
                .containsExactly("REGISTERED", "REFUSED", "REFUSED");
    }

    @Test
    void refuses_a_slot_whose_definition_throws_anything() {
        avow().register(job("nightly")
                .schedule(cron("0 0 3 * * ?"))
                .task("summarise", operator("summarise"))
                .input("tickets", occasion -> {
                    throw new StackOverflowError();
                })
                .build());

        manual.fireDueAt("2026-01-05T03:00:00Z");

        assertThat(slots())
                .extracting(SlotRow::decision, SlotRow::reason)
                .containsExactly(tuple("REFUSED", "NOT_BUILT"));
    }
}
