package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.OperatorCall.operator;
import static dev.avow.engine.dsl.RetryPolicy.retries;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.Attempts.AttemptRow;
import dev.avow.db.Attempts.Claim;
import dev.avow.db.Deferrals.DeferralRow;
import dev.avow.engine.dsl.InputSource;
import dev.avow.engine.dsl.TaskBuilder;
import dev.avow.engine.gate.AttemptState;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.history.AttemptView;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Attempts wait without a thread or a claim, and go on as the same attempts. */
class DeferralTest extends EngineContract {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private final List<String> states = new ArrayList<>();

    private static TaskBuilder task() {
        return job("nightly").task("summarise", operator("summarise"));
    }

    private Identity trigger(TaskBuilder task) {
        avow().register(task.build());
        return avow().trigger("nightly", JsonObject.empty(), ManualRequest.by("ann"))
                .get("summarise");
    }

    /** Has the operator defer by a minute, so often, and then succeed. */
    private void defers(int times) {
        summarise.does(run -> {
            String seen = run.deferred().map(JsonObject::toString).orElse("none");
            states.add(seen);
            return states.size() <= times
                    ? OperatorResult.defer(run.now().plus(MINUTE), state(states.size()))
                    : OperatorResult.success();
        });
    }

    private static JsonObject state(int poke) {
        return JsonObject.builder().put("poke", poke).build();
    }

    private RunView run() {
        return run("nightly", "summarise");
    }

    private List<AttemptState> attempts(Identity identity) {
        return detail(identity).attempts().stream().map(AttemptView::state).toList();
    }

    private Optional<DeferralRow> kept(Identity identity) {
        return store.read(session -> session.deferrals().find(identity.toString(), 1));
    }

    private List<AttemptRow> live() {
        return store.read(session -> session.attempts().live(Optional.empty(), 10));
    }

    private void lose(Identity identity) {
        // as a node does that claims, and then ends without a word
        store.writeOnly(session -> {
            AttemptRow row = session.attempts().find(identity.toString(), 1).orElseThrow();
            var run = session.runs().lock(identity.toString()).orElseThrow();
            Claim claim = new Claim(identity.toString(), 1, "gone", row.claim().epoch() + 1);
            assertThat(session.attempts().resume(claim)).isTrue();
            session.runs()
                    .change(
                            identity.toString(),
                            java.util.Set.of("RUNNING"),
                            new dev.avow.db.Runs.Standing("RUNNING", Optional.empty(), "", 1, clock.instant()));
            manual.core()
                    .journal()
                    .attempt(
                            session,
                            dev.avow.engine.gate.EventKind.CLAIMED,
                            run.key().job(),
                            new Triggers.Order(identity, 1),
                            JsonObject.empty());
        });
        manual.core().door().pass(passage -> {
            passage.withdraw(identity, 1);
            return true;
        });
    }

    @Test
    void defers_thrice_and_succeeds_as_the_same_attempt() {
        defers(3);
        Identity identity = trigger(task());

        manual.fireDue();
        RunView deferred = run();
        List<AttemptRow> live = live();
        manual.fireDueAfter(Duration.ofSeconds(59));
        int early = states.size();
        manual.fireDueAfter(Duration.ofSeconds(1));
        manual.fireDueAfter(MINUTE);
        manual.fireDueAfter(MINUTE);

        assertThat(deferred.state()).isEqualTo(RunState.RUNNING);
        assertThat(deferred.waiting()).isEqualTo(waiting(Waiting.DEFERRED));
        assertThat(deferred.detail()).isEqualTo("Deferred until 2026-01-05T03:00:00Z.");
        assertThat(deferred.duration()).isEmpty();
        assertThat(live).isEmpty();
        assertThat(early).isEqualTo(1);
        assertThat(states).containsExactly("none", state(1).toString(), state(2).toString(), state(3).toString());
        assertThat(attempts(identity)).containsExactly(AttemptState.SUCCEEDED);
        assertThat(run().state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(kept(identity)).isEmpty();
        assertThat(events(identity))
                .containsExactly(
                        "DECLARED",
                        "CLAIMED",
                        "DEFERRED",
                        "CLAIMED",
                        "DEFERRED",
                        "CLAIMED",
                        "DEFERRED",
                        "CLAIMED",
                        "OUTCOME");
    }

    @Test
    void goes_on_from_its_last_state_after_it_was_lost() {
        defers(1);
        Identity identity = trigger(task());
        manual.fireDue();

        lose(identity);
        manual.checkIn();
        Optional<DeferralRow> kept = kept(identity);
        manual.fireDue();

        assertThat(kept).hasValueSatisfying(row -> assertThat(row.losses()).isEqualTo(1));
        assertThat(states).containsExactly("none", state(1).toString());
        assertThat(events(identity)).contains("REATTACHED");
        assertThat(attempts(identity)).containsExactly(AttemptState.SUCCEEDED);
    }

    @Test
    void is_interrupted_when_it_is_lost_three_times_from_one_state() {
        defers(1);
        Identity identity = trigger(task());
        manual.fireDue();

        for (int loss = 0; loss < 3; loss++) {
            lose(identity);
            manual.checkIn();
        }

        assertThat(attempts(identity)).containsExactly(AttemptState.INTERRUPTED);
        assertThat(kept(identity)).isEmpty();
    }

    @Test
    void gets_a_lost_trigger_again_for_the_same_moment() {
        defers(1);
        Identity identity = trigger(task());
        manual.fireDue();
        manual.core().door().pass(passage -> {
            passage.withdraw(identity, 1);
            return true;
        });

        manual.checkIn();
        manual.fireDue();
        int early = states.size();
        manual.fireDueAfter(MINUTE);

        assertThat(early).isEqualTo(1);
        assertThat(run().state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void is_cancelled_at_once() {
        defers(1);
        Identity identity = trigger(task());
        manual.fireDue();

        avow().cancel(identity);
        manual.fireDueAfter(MINUTE);

        assertThat(states).hasSize(1);
        assertThat(run().state()).isEqualTo(RunState.CANCELLED);
        assertThat(run().detail()).isEqualTo("Run was cancelled on request while its attempt was deferred.");
        assertThat(attempts(identity)).containsExactly(AttemptState.CANCELLED);
    }

    @Test
    void is_denied_when_an_input_changed_and_goes_on_after_a_release() {
        defers(1);
        Identity identity = trigger(task().input("text", InputSource.file(file("in.txt", "as declared"))));
        manual.fireDue();
        file("in.txt", "changed");

        manual.fireDueAfter(MINUTE);
        RunView denied = run();
        List<AttemptState> meanwhile = attempts(identity);
        file("in.txt", "as declared");
        avow().release(identity);
        manual.fireDue();

        assertThat(denied.state()).isEqualTo(RunState.RUNNING);
        assertThat(denied.waiting()).isEqualTo(waiting(Waiting.DENIED));
        assertThat(meanwhile).containsExactly(AttemptState.DEFERRED);
        assertThat(states).containsExactly("none", state(1).toString());
        assertThat(attempts(identity)).containsExactly(AttemptState.SUCCEEDED);
    }

    @Test
    void goes_on_while_its_job_is_paused() {
        defers(1);
        trigger(task());
        manual.fireDue();

        avow().pause("nightly");
        manual.fireDueAfter(MINUTE);

        assertThat(run().state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void times_out_when_its_run_has_no_time_left() {
        defers(9);
        Identity identity = trigger(task().runTimeout(Duration.ofSeconds(30)));
        manual.fireDue();

        clock.advance(MINUTE);
        manual.checkIn();

        assertThat(run().state()).isEqualTo(RunState.TIMED_OUT);
        assertThat(attempts(identity)).containsExactly(AttemptState.TIMED_OUT);
    }

    @Test
    void fails_for_good_with_a_state_that_is_too_big() {
        summarise.does(run -> OperatorResult.defer(
                run.now(), JsonObject.builder().put("s", "x".repeat(16_384)).build()));
        trigger(task().retry(retries(3)));

        manual.fireDue();

        assertThat(run().state()).isEqualTo(RunState.FAILED);
        assertThat(run().detail())
                .isEqualTo(
                        "Operator deferred with a state of 16392 bytes. Keep at most 16384, such as the id of what is"
                                + " waited for.");
    }

    @Test
    void a_stale_deferral_counts_for_nothing() {
        defers(1);
        Identity identity = trigger(task());
        manual.fireDue();
        Claim stale = store.read(session ->
                        session.attempts().find(identity.toString(), 1).orElseThrow())
                .claim();
        lose(identity);

        boolean recorded = new Outcomes(manual.core())
                .record(new Outcomes.Outcome(
                        stale,
                        AttemptState.DEFERRED,
                        "",
                        false,
                        List.of(),
                        JsonObject.empty(),
                        false,
                        true,
                        Then.goesOn(new Then.Pause(
                                clock.instant(), dev.avow.db.Bytes.of(new byte[] {'{', '}'}), Then.Cause.OPERATOR))));

        assertThat(recorded).isFalse();
        assertThat(new String(kept(identity).orElseThrow().body().toArray(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("{\"poke\":1}");
    }

    @Test
    void keeps_its_seat_while_it_waits() {
        avow().pool("gpu", 1);
        defers(1);
        Identity identity = trigger(task().pool("gpu"));

        manual.fireDue();
        manual.checkIn();
        int taken = store.read(session -> session.seats().taken("gpu"));
        manual.fireDueAfter(MINUTE);
        int afterwards = store.read(session -> session.seats().taken("gpu"));

        assertThat(taken).isEqualTo(1);
        assertThat(afterwards).isZero();
        assertThat(events(identity)).doesNotContain("WAITING");
    }

    @Test
    void listeners_are_told_of_each_deferral_and_resumption() {
        RecordingListener listener = new RecordingListener();
        manual.close();
        manual = ManualEngine.of(
                        new AvowBuilder(() -> new Unclosed(store))
                                .operators(summarise)
                                .listener(listener),
                        clock)
                .start();
        defers(2);
        trigger(task());

        manual.fireDue();
        manual.fireDueAfter(MINUTE);
        manual.fireDueAfter(MINUTE);
        manual.close();

        assertThat(listener.kinds())
                .extracting(Enum::name)
                .containsExactly("DECLARED", "STARTED", "DEFERRED", "RESUMED", "DEFERRED", "RESUMED", "SUCCEEDED");
        manual = engine(summarise).start();
    }

    @Test
    void waits_as_long_as_a_failure_says_but_no_less_than_the_policy_and_no_more_than_a_day() {
        List<Duration> asked = List.of(Duration.ofMinutes(5), Duration.ofSeconds(1), Duration.ofDays(9));
        summarise.does(run -> {
            if (run.attempt() > asked.size()) {
                return OperatorResult.success();
            }
            throw OperatorException.retriableAfter(asked.get(run.attempt() - 1), "busy", null);
        });
        Identity identity = trigger(task().retry(retries(3).backoff(Duration.ofSeconds(10))));

        List<Integer> calls = new ArrayList<>();
        manual.fireDue();
        for (String step : List.of("PT299S", "PT1S", "PT19S", "PT1S", "PT23H59M59S", "PT1S")) {
            manual.fireDueAfter(Duration.parse(step));
            calls.add(summarise.executed().size());
        }

        assertThat(calls).containsExactly(1, 2, 2, 3, 3, 4);
        assertThat(detail(identity).events().stream()
                        .filter(event -> event.body().contains("\"retryAfter\":\"PT5M\"")))
                .hasSize(1);
    }
}
