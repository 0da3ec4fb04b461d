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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.avow.db.Store;
import dev.avow.engine.declaration.TriggerRule;
import dev.avow.engine.dsl.Approval;
import dev.avow.engine.dsl.InputSource;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.dsl.JobBuilder;
import dev.avow.engine.gate.Reason;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.Operator;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorSource;
import dev.avow.engine.schedule.CatchUp;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What listeners are told, and in which order. */
class ListenerTest extends EngineContract {

    private final RecordingListener listener = new RecordingListener();

    @BeforeEach
    void listen() {
        manual.close();
        manual = listening();
    }

    private ManualEngine listening() {
        AvowBuilder builder = new AvowBuilder(() -> new Unclosed(store)).operators(summarise, measure);
        return ManualEngine.of(builder.grace(Duration.ofMillis(1)).listener(listener), clock)
                .takingOver()
                .start();
    }

    private static JobBuilder nightly() {
        return job("nightly").schedule(cron("0 0 3 * * ?").catchUp(CatchUp.ALL));
    }

    private Identity trigger(Job job) {
        avow().register(job);
        return avow().trigger(
                        job.name(), JsonObject.empty(), ManualRequest.by("ann").key("k"))
                .get("summarise");
    }

    private static Job adHoc() {
        return job("ad-hoc").task("summarise", operator("summarise")).build();
    }

    @Test
    void tells_each_step_of_a_run_once_and_in_order() {
        summarise.does(
                run -> run.attempt() < 2 ? OperatorResult.failure("model is busy", true) : OperatorResult.success());
        avow().register(nightly()
                .task("summarise", operator("summarise"))
                .retry(retries(1).backoff(Duration.ofSeconds(10)))
                .build());

        manual.fireDueAt("2026-01-05T03:00:00Z");
        manual.fireDueAfter(Duration.ofSeconds(10));
        Identity identity = run("nightly", "summarise").identity();
        manual.close();

        Instant slot = Instant.parse("2026-01-05T03:00:00Z");
        Instant retried = slot.plusSeconds(10);
        assertThat(listener.told())
                .containsExactly(
                        notice(DECLARED, identity, 0, RunState.DECLARED, "", slot),
                        notice(STARTED, identity, 1, RunState.RUNNING, "", slot),
                        notice(RETRYING, identity, 1, RunState.RETRYING, "model is busy", slot),
                        notice(STARTED, identity, 2, RunState.RUNNING, "", retried),
                        notice(SUCCEEDED, identity, 2, RunState.SUCCEEDED, "", retried));
    }

    private static RunNotice notice(
            RunNotice.Kind kind, Identity identity, int attempt, RunState state, String detail, Instant at) {
        return new RunNotice(
                kind,
                identity,
                "nightly",
                "summarise",
                "slot:default:2026-01-05T03:00:00Z",
                attempt == 0 ? OptionalInt.empty() : OptionalInt.of(attempt),
                state,
                Optional.empty(),
                detail,
                at);
    }

    @Test
    void tells_of_tasks_after_a_failure() {
        summarise.does(run -> {
            throw OperatorException.permanent("Prompt is too long.");
        });
        Identity failed = trigger(job("ad-hoc")
                .task("summarise", operator("summarise"))
                .task("measure", operator("measure"))
                .after("summarise")
                .when(TriggerRule.ONE_FAILED)
                .build());

        manual.fireDue();
        Identity after = run("ad-hoc", "measure").identity();
        manual.close();

        assertThat(listener.kinds(failed)).containsExactly(DECLARED, STARTED, FAILED);
        assertThat(listener.told().get(2).state()).isEqualTo(RunState.FAILED);
        assertThat(listener.told().get(2).detail()).contains("Prompt is too long.");
        assertThat(listener.kinds(after)).containsExactly(DECLARED, STARTED, SUCCEEDED);
    }

    @Test
    void tells_of_a_timeout() {
        summarise.does(run -> {
            new CountDownLatch(1).await();
            return OperatorResult.success();
        });
        trigger(job("ad-hoc")
                .task("summarise", operator("summarise"))
                .timeout(Duration.ofMillis(50))
                .build());

        manual.fireDue();
        manual.close();

        assertThat(listener.kinds()).containsExactly(DECLARED, STARTED, FAILED);
        assertThat(listener.last().state()).isEqualTo(RunState.TIMED_OUT);
        assertThat(listener.last().detail()).isEqualTo("Attempt did not end within PT0.05S.");
    }

    @Test
    void tells_of_a_cancel_before_the_first_attempt() {
        Identity identity = trigger(adHoc());

        avow().cancel(identity);
        manual.close();

        assertThat(listener.kinds()).containsExactly(DECLARED, FAILED);
        assertThat(listener.last().state()).isEqualTo(RunState.CANCELLED);
        assertThat(listener.last().attempt()).isEmpty();
    }

    @Test
    void tells_of_a_rejection_and_of_an_approval_that_nobody_gave() {
        Job reviewed = job("reviewed")
                .requireApproval(Approval.by("editor").expiresAfter(Duration.ofHours(8)))
                .task("summarise", operator("summarise"))
                .task("measure", operator("measure"))
                .build();
        Identity rejected = trigger(reviewed);
        Identity expired = run("reviewed", "measure").identity();

        avow().reject(rejected, Review.by("ann", "editor").comment("too long"));
        clock.advance(Duration.ofHours(9));
        manual.checkIn();
        manual.close();

        assertThat(listener.kinds(rejected)).containsExactly(DECLARED, FAILED);
        assertThat(listener.kinds(expired)).containsExactly(DECLARED, FAILED);
        assertThat(listener.told())
                .filteredOn(notice -> notice.kind() == FAILED)
                .extracting(RunNotice::state, RunNotice::detail)
                .containsExactly(
                        tuple(RunState.REJECTED, "Rejected by ann: too long"),
                        tuple(RunState.EXPIRED, "Nobody approved it in time."));
    }

    @Test
    void the_node_that_ends_what_another_one_left_tells_of_it() {
        ManualEngine[] next = new ManualEngine[1];
        summarise.does(run -> {
            next[0] = listening();
            return OperatorResult.success();
        });
        trigger(adHoc());

        manual.fireDue();
        manual.close();
        manual = next[0];
        manual.close();

        assertThat(listener.kinds()).containsExactly(DECLARED, STARTED, FAILED);
        assertThat(listener.last().state()).isEqualTo(RunState.INTERRUPTED);
    }

    @Test
    void tells_of_a_denial_and_of_what_follows_its_release() throws Exception {
        var tickets = file("tickets.txt", "one");
        Identity identity = trigger(job("ad-hoc")
                .task("summarise", operator("summarise"))
                .input("tickets", InputSource.file(tickets))
                .build());

        file("tickets.txt", "two");
        manual.fireDue();
        file("tickets.txt", "one");
        avow().release(identity);
        manual.fireDue();
        manual.close();

        assertThat(listener.kinds()).containsExactly(DECLARED, DENIED, STARTED, SUCCEEDED);
        RunNotice denied = listener.told().get(1);
        assertThat(denied.state()).isEqualTo(RunState.DECLARED);
        assertThat(denied.reason()).hasValue(Reason.INPUT_CHANGED);
        assertThat(denied.attempt()).isEmpty();
        assertThat(denied.detail()).startsWith("Run denied, INPUT_CHANGED: ");
    }

    @Test
    void tells_once_of_a_slot_whose_run_starts_late() {
        summarise.does(run -> OperatorResult.failure("model is busy", true));
        avow().register(nightly()
                .task("summarise", operator("summarise"))
                .retry(retries(1).backoff(Duration.ofHours(1)))
                .build());

        manual.fireDueAt("2026-01-05T03:01:00.001Z");
        manual.fireDueAfter(Duration.ofHours(1));
        avow().rerun(run("nightly", "summarise").identity());
        manual.fireDue();
        manual.close();

        assertThat(listener.kinds())
                .containsExactly(DECLARED, STARTED, LATE, RETRYING, STARTED, FAILED, STARTED, RETRYING);
        assertThat(listener.told().get(2).detail()).isEqualTo("Started PT1M0.001S after its slot.");
        assertThat(listener.told().get(2).state()).isEqualTo(RunState.RUNNING);
        assertThat(listener.told().get(2).attempt()).hasValue(1);
    }

    @Test
    void calls_nothing_late_that_starts_within_a_minute_or_waited_for_others() {
        summarise.does(run -> {
            clock.advance(Duration.ofHours(1));
            return OperatorResult.success();
        });
        avow().register(nightly()
                .task("summarise", operator("summarise"))
                .task("measure", operator("measure"))
                .after("summarise")
                .build());

        manual.fireDueAt("2026-01-05T03:01:00Z");
        manual.close();

        assertThat(listener.kinds()).containsExactly(DECLARED, STARTED, SUCCEEDED, DECLARED, STARTED, SUCCEEDED);
    }

    @Test
    void calls_a_manual_run_never_late() {
        trigger(adHoc());

        manual.fireDueAfter(Duration.ofDays(1));
        manual.close();

        assertThat(listener.kinds()).isEqualTo(List.of(DECLARED, STARTED, SUCCEEDED));
    }

    @Test
    void a_listener_can_look_up_what_it_is_told_of() {
        List<String> declared = new CopyOnWriteArrayList<>();
        manual.close();
        AvowBuilder builder = new AvowBuilder(() -> new Unclosed(store)).operators(summarise, measure);
        manual = ManualEngine.of(
                        builder.listener(history -> new RunListener() {
                            @Override
                            public void declared(RunNotice notice) {
                                declared.add(history.run(notice.identity())
                                        .orElseThrow()
                                        .declaration());
                            }
                        }),
                        clock)
                .start();

        Identity identity = trigger(adHoc());
        manual.close();

        assertThat(declared)
                .singleElement()
                .satisfies(text -> assertThat(Identity.of(text.getBytes(StandardCharsets.UTF_8)))
                        .isEqualTo(identity));
    }

    @Test
    void a_listener_that_cannot_be_made_leaves_the_store_closed() {
        List<String> closed = new CopyOnWriteArrayList<>();
        Store watched = new Unclosed(store) {
            @Override
            public void close() {
                closed.add("store");
            }
        };
        AvowBuilder builder = new AvowBuilder(() -> watched)
                .operators(summarise)
                .listener(history -> {
                    throw new IllegalStateException("no such registry");
                });

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no such registry");

        assertThat(closed).containsExactly("store");
    }

    @Test
    void operators_are_called_through_what_stands_around_them_outermost_last() {
        List<String> called = new CopyOnWriteArrayList<>();
        manual.close();
        AvowBuilder builder = new AvowBuilder(() -> new Unclosed(store)).operators(summarise, measure);
        manual = ManualEngine.of(
                        builder.around(source -> noting("inner", source, called))
                                .around(source -> noting("outer", source, called)),
                        clock)
                .start();
        trigger(adHoc());
        called.clear();

        manual.fireDue();

        assertThat(called).startsWith("outer", "inner");
        assertThat(summarise.executed()).hasSize(1);
    }

    private static OperatorSource noting(String word, OperatorSource source, List<String> called) {
        return new OperatorSource() {
            @Override
            public <T> Optional<T> use(String name, Function<Operator, T> work) {
                called.add(word);
                return source.use(name, work);
            }
        };
    }
}
