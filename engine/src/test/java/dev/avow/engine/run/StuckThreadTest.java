package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.dsl.RetryPolicy.retries;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.dsl.RetryPolicy;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.history.AttemptView;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An operator that ignores its interrupt, and whose thread ends at an awkward moment. */
class StuckThreadTest extends EngineContract {

    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<Runnable> atFirst = new AtomicReference<>(() -> {});
    private DisturbedStore disturbed;

    @BeforeEach
    void start_with_little_grace() {
        manual.close();
        disturbed = new DisturbedStore(store);
        manual = ManualEngine.of(
                        new AvowBuilder(() -> disturbed).operators(summarise).grace(Duration.ofMillis(1)), clock)
                .start();
        manual.onThreadEnd(ended::countDown);
        summarise.does(run -> {
            if (run.attempt() == 1) {
                atFirst.get().run();
                RetryTest.awaitUninterruptibly(release);
            }
            return OperatorResult.success().output("late", "text/plain", new byte[] {1});
        });
    }

    @AfterEach
    void let_the_thread_go() {
        release.countDown();
    }

    private Identity trigger(RetryPolicy policy) {
        avow().register(job("ad-hoc")
                .task("summarise", operator("summarise"))
                .timeout(Duration.ofMillis(50))
                .retry(policy)
                .build());
        return avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"))
                .get("summarise");
    }

    private void endThread() throws InterruptedException {
        release.countDown();
        ended.await();
    }

    /** Their number is what counts: on a busy machine the second one may be too late as well. */
    private List<AttemptView> attempts(Identity identity) {
        return detail(identity).attempts();
    }

    @Test
    void no_check_in_admits_the_retry_while_the_thread_lives() throws Exception {
        Identity identity = trigger(retries(1));
        manual.executeDue();

        clock.advance(Duration.ofHours(1));
        manual.checkIn();
        manual.fireDue();
        RunView stuck = run("ad-hoc", "summarise");
        endThread();
        manual.fireDue();

        assertThat(stuck.waiting()).isEqualTo(waiting(Waiting.STUCK_THREAD));
        assertThat(stuck.attempts()).isEqualTo(1);
        assertThat(attempts(identity)).hasSize(2);
    }

    @Test
    void the_next_check_in_admits_the_retry_if_the_database_was_away_when_the_thread_ended() throws Exception {
        Identity identity = trigger(retries(1));
        manual.executeDue();

        disturbed.refuseNextConnection();
        endThread();
        RunView unaware = run("ad-hoc", "summarise");
        manual.checkIn();
        manual.fireDue();

        assertThat(unaware.waiting()).isEqualTo(waiting(Waiting.STUCK_THREAD));
        assertThat(attempts(identity)).hasSize(2);
    }

    @Test
    void the_next_check_in_admits_the_retry_if_the_thread_ended_before_its_time_out_was_recorded() throws Exception {
        atFirst.set(disturbed::refuseNextConnection);
        Identity identity = trigger(retries(1));
        manual.executeDue();

        RunState unrecorded = run("ad-hoc", "summarise").state();
        endThread();
        manual.checkIn();
        manual.fireDue();

        assertThat(unrecorded).isEqualTo(RunState.RUNNING);
        assertThat(attempts(identity)).hasSize(2);
    }

    @Test
    void the_next_engine_admits_the_retry_since_the_thread_is_gone_with_the_old_one() {
        Identity identity = trigger(retries(1));
        manual.executeDue();
        manual.close();

        manual = engine(summarise).start();
        manual.fireDue();

        assertThat(attempts(identity)).hasSize(2);
    }

    @Test
    void what_the_operator_gives_after_its_time_out_is_not_recorded() throws Exception {
        Identity identity = trigger(RetryPolicy.none());
        manual.executeDue();

        endThread();
        manual.checkIn();

        assertThat(run("ad-hoc", "summarise").state()).isEqualTo(RunState.TIMED_OUT);
        assertThat(detail(identity).attempts().get(0).outputs()).isEmpty();
        assertThat(events(identity)).containsExactly("DECLARED", "CLAIMED", "OUTCOME");
    }

    @Test
    void the_end_of_an_older_thread_admits_no_retry_beside_a_newer_one() throws Exception {
        Map<Integer, CountDownLatch> stuck = Map.of(2, new CountDownLatch(1), 3, new CountDownLatch(1));
        summarise.does(run -> {
            if (run.attempt() == 1) {
                return OperatorResult.failure("busy", true);
            }
            RetryTest.awaitUninterruptibly(stuck.getOrDefault(run.attempt(), new CountDownLatch(0)));
            return OperatorResult.success();
        });
        Identity identity = trigger(retries(1).backoff(Duration.ZERO));
        manual.fireDue();
        avow().rerun(identity);
        manual.fireDue();

        stuck.get(2).countDown();
        ended.await();
        manual.fireDue();
        int besideThree = summarise.executed().size();
        stuck.get(3).countDown();

        assertThat(besideThree).isEqualTo(3);
    }
}
