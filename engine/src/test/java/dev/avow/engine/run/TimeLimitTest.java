package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.dsl.RetryPolicy.retries;
import static dev.avow.engine.run.RunNotice.Kind.DECLARED;
import static dev.avow.engine.run.RunNotice.Kind.DENIED;
import static dev.avow.engine.run.RunNotice.Kind.FAILED;
import static dev.avow.engine.run.RunNotice.Kind.LATE;
import static dev.avow.engine.run.RunNotice.Kind.RETRYING;
import static dev.avow.engine.run.RunNotice.Kind.STARTED;
import static dev.avow.engine.run.RunNotice.Kind.SUCCEEDED;
import static dev.avow.engine.schedule.Cron.cron;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.declaration.TriggerRule;
import dev.avow.engine.dsl.InputSource;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.dsl.RetryPolicy;
import dev.avow.engine.dsl.TaskBuilder;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Run timeouts, which end runs, and deadlines, of which listeners are told. */
class TimeLimitTest extends EngineContract {

    private static final FakeOperator.Work FAILS = run -> OperatorResult.failure("model is busy", true);
    private static final FakeOperator.Work HANGS = run -> {
        new CountDownLatch(1).await();
        return OperatorResult.success();
    };

    private final RecordingListener listener = new RecordingListener();

    @Override
    ManualEngine engine(FakeOperator... operators) {
        AvowBuilder builder = new AvowBuilder(() -> new Unclosed(store)).operators(summarise, measure);
        return ManualEngine.of(builder.grace(Duration.ofMillis(1)).listener(listener), clock)
                .takingOver();
    }

    private static TaskBuilder limited(RetryPolicy retry) {
        return job("ad-hoc").task("summarise", operator("summarise")).retry(retry);
    }

    private static RetryPolicy eachMinute() {
        return retries(9).backoff(Duration.ofMinutes(1)).factor(1);
    }

    private Identity trigger(Job job) {
        avow().register(job);
        return avow().trigger(job.name(), JsonObject.empty(), ManualRequest.by("ann"))
                .get("summarise");
    }

    private RunView run(Identity identity) {
        return detail(identity).run();
    }

    private void assertTimedOut(Identity identity, String detail) {
        assertThat(run(identity).state()).isEqualTo(RunState.TIMED_OUT);
        assertThat(run(identity).waiting()).isEmpty();
        assertThat(run(identity).detail()).isEqualTo(detail);
        assertNothingDue();
        manual.checkIn();
        assertThat(manual.fireDueAfter(Duration.ofDays(1))).isZero();
    }

    private void assertNothingDue() {
        Instant late = Instant.parse("2099-01-01T00:00:00Z");
        assertThat(store.<List<?>>read(session -> session.dues().due(RunSpan.KIND, late, Optional.empty(), 9)))
                .isEmpty();
        assertThat(store.<List<?>>read(session -> session.dues().due(Deadlines.KIND, late, Optional.empty(), 9)))
                .isEmpty();
    }

    @Test
    void ends_an_attempt_when_its_run_has_no_time_left_and_gives_a_rerun_the_whole_time_again() {
        summarise.does(HANGS);
        Identity identity = trigger(limited(eachMinute())
                .timeout(Duration.ofHours(1))
                .runTimeout(Duration.ofMillis(50))
                .task("measure", operator("measure"))
                .after("summarise")
                .when(TriggerRule.ONE_FAILED)
                .build());
        manual.fireDue();

        assertTimedOut(identity, "Attempt did not end within PT0.05S, all that its run had left.");
        assertThat(measure.executed()).hasSize(1);
        summarise.does(run -> OperatorResult.success());
        avow().rerun(identity);
        manual.fireDue();
        assertThat(run(identity).state()).isEqualTo(RunState.SUCCEEDED);
        assertNothingDue();
    }

    @Test
    void an_attempt_has_its_own_timeout_where_that_is_less() {
        summarise.does(HANGS);
        Identity identity = trigger(limited(eachMinute().notAfterTimeout())
                .timeout(Duration.ofMillis(50))
                .runTimeout(Duration.ofHours(1))
                .build());

        manual.fireDue();

        assertTimedOut(identity, "Attempt did not end within PT0.05S.");
        assertThat(listener.kinds()).doesNotContain(RETRYING);
    }

    @Test
    void ends_a_run_between_two_attempts_at_a_check_in() {
        summarise.does(FAILS);
        Identity identity = trigger(limited(eachMinute())
                .runTimeout(Duration.ofSeconds(90))
                .task("measure", operator("measure"))
                .after("summarise")
                .when(TriggerRule.ALL_DONE)
                .build());
        manual.fireDue();
        manual.fireDueAfter(Duration.ofSeconds(60));
        clock.advance(Duration.ofSeconds(29));
        manual.checkIn();
        assertThat(run(identity).state()).isEqualTo(RunState.RETRYING);
        clock.advance(Duration.ofSeconds(1));

        manual.checkIn();
        manual.fireDue();

        assertThat(events(identity))
                .containsExactly("DECLARED", "CLAIMED", "OUTCOME", "CLAIMED", "OUTCOME", "RUN_TIMED_OUT");
        assertThat(measure.executed()).hasSize(1);
        assertTimedOut(
                identity,
                "Run did not end within PT1M30S of the start of its first attempt. Before that: model is busy");
        assertThat(listener.kinds(identity)).containsExactly(DECLARED, STARTED, RETRYING, STARTED, RETRYING, FAILED);
    }

    @Test
    void claims_no_attempt_and_retries_none_when_the_time_is_over() {
        summarise.does(FAILS);
        Job job = limited(eachMinute()).runTimeout(Duration.ofSeconds(50)).build();
        Identity unclaimed = trigger(job);
        manual.fireDue();
        assertThat(manual.fireDueAfter(Duration.ofSeconds(60))).isEqualTo(1);

        assertThat(summarise.executed()).hasSize(1);
        assertTimedOut(
                unclaimed,
                "Run did not end within PT50S of the start of its first attempt. Before that: model is busy");

        summarise.does(run -> {
            clock.advance(Duration.ofSeconds(50));
            return FAILS.execute(run);
        });
        Identity unretried = trigger(job);
        manual.fireDue();
        assertThat(detail(unretried).attempts().get(0).state().name()).isEqualTo("FAILED");
        assertTimedOut(
                unretried,
                "Run did not end within PT50S of the start of its first attempt. Before that: Attempt 1 ended as FAILED:"
                        + " model is busy");
    }

    @Test
    void counts_from_the_first_attempt_and_goes_on_while_the_job_is_paused() {
        summarise.does(FAILS);
        avow().register(limited(eachMinute()).runTimeout(Duration.ofMinutes(5)).build());
        avow().pause("ad-hoc");
        Identity identity = avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"))
                .get("summarise");
        manual.fireDue();
        clock.advance(Duration.ofDays(1));
        manual.checkIn();
        assertThat(run(identity).waiting()).isEqualTo(waiting(Waiting.PAUSED));
        avow().resume("ad-hoc");
        manual.fireDue();
        avow().pause("ad-hoc");
        manual.fireDueAfter(Duration.ofMinutes(1));
        assertThat(run(identity).waiting()).isEqualTo(waiting(Waiting.PAUSED));

        clock.advance(Duration.ofMinutes(4));
        manual.checkIn();
        avow().resume("ad-hoc");

        assertTimedOut(
                identity,
                "Run did not end within PT5M of the start of its first attempt. Before that: Job 'ad-hoc' is paused."
                        + " Resume it with resume(\"ad-hoc\").");
    }

    @Test
    void tells_once_that_a_run_has_not_ended_by_its_deadline_also_over_a_restart() {
        file("tickets.txt", "one");
        avow().register(job("nightly")
                .schedule(cron("0 0 3 * * ?"))
                .task("summarise", operator("summarise"))
                .input("tickets", InputSource.file(directory.resolve("tickets.txt")))
                .deadline(Duration.ofHours(2))
                .build());
        clock.set("2026-01-05T03:00:00Z");
        manual.declareDue();
        file("tickets.txt", "two");
        manual.fireDue();
        clock.set("2026-01-05T04:59:59.999Z");
        manual.checkIn();
        assertThat(listener.kinds()).doesNotContain(LATE);
        clock.set("2026-01-05T05:00:00Z");

        manual.checkIn();
        manual.checkIn();
        manual.close();
        manual = engine().start();
        clock.advance(Duration.ofDays(1));
        manual.checkIn();

        Identity identity = run("nightly", "summarise").identity();
        assertThat(events(identity)).containsExactly("DECLARED", "DENIED", "DEADLINE_MISSED");
        assertNothingDue();
        manual.close();
        assertThat(listener.kinds()).containsExactly(DECLARED, DENIED, LATE);
        assertThat(listener.last().detail()).isEqualTo("Has not ended by its deadline, 2026-01-05T05:00:00Z.");
        assertThat(listener.last().state()).isEqualTo(RunState.DECLARED);
    }

    @Test
    void tells_of_runs_that_run_or_end_after_their_deadline_and_of_no_others() {
        Job job = limited(RetryPolicy.none()).deadline(Duration.ofHours(1)).build();
        Identity early = trigger(job);
        manual.fireDue();
        summarise.does(run -> {
            clock.advance(Duration.ofHours(1).plusMillis(1));
            return OperatorResult.success();
        });
        Identity late = trigger(job);
        manual.fireDue();
        summarise.does(run -> {
            clock.advance(Duration.ofHours(2));
            manual.checkIn();
            return OperatorResult.success();
        });
        Identity running = trigger(job);
        manual.fireDue();
        avow().register(limited(RetryPolicy.none())
                .timeout(Duration.ofDays(1))
                .deadline(Duration.ofHours(1))
                .build());
        Identity again = avow().redeclare("ad-hoc", "manual:request-1").get("summarise");
        manual.fireDue();
        avow().rerun(early);
        manual.fireDue();

        assertNothingDue();
        manual.close();
        assertThat(listener.kinds(early)).containsExactly(DECLARED, STARTED, SUCCEEDED, STARTED, SUCCEEDED);
        assertThat(listener.kinds(late)).containsExactly(DECLARED, STARTED, LATE, SUCCEEDED);
        assertThat(listener.kinds(running)).containsExactly(DECLARED, STARTED, LATE, SUCCEEDED);
        assertThat(listener.kinds(again)).containsExactly(DECLARED, STARTED, SUCCEEDED);
    }

    @Test
    void a_task_after_others_counts_from_the_request_too() {
        avow().register(job("ad-hoc")
                .task("summarise", operator("summarise"))
                .task("measure", operator("measure"))
                .after("summarise")
                .deadline(Duration.ofHours(1))
                .build());
        summarise.does(run -> {
            clock.advance(Duration.ofMinutes(59));
            return OperatorResult.success();
        });
        measure.does(run -> {
            clock.advance(Duration.ofMinutes(2));
            return OperatorResult.success();
        });
        avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"));

        manual.fireDue();
        Identity measured = run("ad-hoc", "measure").identity();
        manual.close();

        assertThat(listener.kinds(measured)).containsExactly(DECLARED, STARTED, LATE, SUCCEEDED);
        assertThat(listener.told())
                .filteredOn(notice -> notice.kind() == LATE)
                .extracting(RunNotice::detail)
                .containsExactly("Has not ended by its deadline, 2026-01-05T03:59:00Z.");
    }

    @Test
    void keeps_the_limits_beside_the_declaration() {
        String text = "{\"deadline\":\"PT2H\",\"graph\":{},\"redeclared\":false,\"retry\":{\"afterTimeout\":false,"
                + "\"attempts\":1,\"beside\":false,\"factor\":2,\"first\":\"PT1S\",\"longest\":\"PT1H\","
                + "\"recover\":true},\"runTimeout\":\"PT1H\"}";

        RunPolicy policy = RunPolicy.parse(text);

        assertThat(policy.limits().run()).contains(Duration.ofHours(1));
        assertThat(policy.limits().deadline()).contains(Duration.ofHours(2));
        assertThat(policy.retry().afterTimeout()).isFalse();
        assertThat(policy.toText()).isEqualTo(text);
    }
}
