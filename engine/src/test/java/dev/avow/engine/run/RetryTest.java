package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.dsl.RetryPolicy.retries;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.dsl.Job;
import dev.avow.engine.dsl.RetryPolicy;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest extends EngineContract {

    private Identity trigger(RetryPolicy policy) {
        return trigger(task().retry(policy).build());
    }

    private Identity trigger(Job job) {
        avow().register(job);
        return avow().trigger("nightly", JsonObject.empty(), ManualRequest.by("ann"))
                .get("summarise");
    }

    private static TaskBuilder task() {
        return job("nightly").task("summarise", operator("summarise"));
    }

    private List<AttemptState> attempts(Identity identity) {
        return detail(identity).attempts().stream().map(AttemptView::state).toList();
    }

    @Test
    void tries_again_with_exponential_waits_until_it_succeeds() {
        summarise.does(
                run -> run.attempt() < 3 ? OperatorResult.failure("model is busy", true) : OperatorResult.success());
        Identity identity = trigger(retries(4).backoff(Duration.ofSeconds(10)));

        manual.fireDue();
        RunView afterFirst = run("nightly", "summarise");
        manual.fireDueAfter(Duration.ofSeconds(9));
        List<AttemptState> beforeWait = attempts(identity);
        manual.fireDueAfter(Duration.ofSeconds(1));
        manual.fireDueAfter(Duration.ofSeconds(19));
        List<AttemptState> beforeSecondWait = attempts(identity);
        manual.fireDueAfter(Duration.ofSeconds(1));

        assertThat(afterFirst.state()).isEqualTo(RunState.RETRYING);
        assertThat(afterFirst.detail()).isEqualTo("model is busy");
        assertThat(beforeWait).containsExactly(AttemptState.FAILED);
        assertThat(beforeSecondWait).containsExactly(AttemptState.FAILED, AttemptState.FAILED);
        assertThat(attempts(identity))
                .containsExactly(AttemptState.FAILED, AttemptState.FAILED, AttemptState.SUCCEEDED);
        assertThat(run("nightly", "summarise").state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(run("nightly", "summarise").identity()).isEqualTo(identity);
    }

    @Test
    void ends_as_failed_when_no_attempt_is_left() {
        summarise.does(run -> {
            throw new IllegalStateException("no network");
        });
        Identity identity = trigger(retries(1));

        manual.fireDue();
        manual.fireDueAfter(Duration.ofSeconds(1));

        assertThat(run("nightly", "summarise").state()).isEqualTo(RunState.FAILED);
        assertThat(run("nightly", "summarise").detail()).isEqualTo("java.lang.IllegalStateException: no network.");
        assertThat(attempts(identity)).containsExactly(AttemptState.FAILED, AttemptState.FAILED);
    }

    @Test
    void does_not_try_again_what_every_attempt_would_meet() {
        summarise.does(run -> {
            throw OperatorException.permanent("Prompt is too long: 9000 tokens. Shorten it.");
        });
        Identity identity = trigger(retries(5));

        manual.fireDueAfter(Duration.ofDays(1));

        assertThat(attempts(identity)).containsExactly(AttemptState.FAILED);
        assertThat(run("nightly", "summarise").state()).isEqualTo(RunState.FAILED);
    }

    @Test
    void keeps_the_outputs_of_a_failed_attempt() {
        summarise.does(run -> OperatorResult.failure("exit code 3", false)
                .output("stderr", "text/plain", "no such file".getBytes(StandardCharsets.UTF_8)));
        Identity identity = trigger(RetryPolicy.none());

        manual.fireDue();

        assertThat(detail(identity).attempts().get(0).outputs())
                .extracting(AttemptView.OutputView::name)
                .containsExactly("stderr");
    }

    @ParameterizedTest
    @ValueSource(classes = {StackOverflowError.class, OutOfMemoryError.class, LinkageError.class, ThreadDeath.class})
    @SuppressWarnings("removal") // why: an operator can throw it all the same
    void records_whatever_an_operator_throws(Class<? extends Error> type) {
        summarise.does(run -> {
            throw type.getDeclaredConstructor().newInstance();
        });
        trigger(RetryPolicy.none());

        manual.fireDue();

        assertThat(run("nightly", "summarise").state()).isEqualTo(RunState.FAILED);
        assertThat(run("nightly", "summarise").detail()).isEqualTo(type.getName() + ".");
    }

    @Test
    void ends_an_attempt_at_its_timeout_and_heeds_the_operators_interrupt() {
        summarise.does(run -> {
            new CountDownLatch(1).await();
            return OperatorResult.success();
        });
        trigger(task().timeout(Duration.ofMillis(50)).build());

        manual.fireDue();

        assertThat(run("nightly", "summarise").state()).isEqualTo(RunState.TIMED_OUT);
        assertThat(run("nightly", "summarise").detail()).isEqualTo("Attempt did not end within PT0.05S.");
    }

    @Test
    void retries_only_after_the_thread_of_the_timed_out_attempt_has_ended() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        manual.close();
        manual = ManualEngine.of(
                        new AvowBuilder(() -> new Unclosed(store))
                                .operators(summarise)
                                .grace(Duration.ofMillis(1)),
                        clock)
                .start();
        summarise.does(run -> {
            if (run.attempt() == 1) {
                awaitUninterruptibly(release);
            }
            return OperatorResult.success();
        });
        Identity identity =
                trigger(task().timeout(Duration.ofMillis(50)).retry(retries(1)).build());

        manual.fireDue();
        RunView stuck = run("nightly", "summarise");
        manual.fireDueAfter(Duration.ofHours(1));
        int whileStuck = summarise.executed().size();
        manual.onThreadEnd(released::countDown);
        release.countDown();
        released.await();
        manual.fireDue();

        assertThat(stuck.state()).isEqualTo(RunState.RETRYING);
        assertThat(stuck.waiting()).isEqualTo(waiting(Waiting.STUCK_THREAD));
        assertThat(whileStuck).isEqualTo(1);
        assertThat(attempts(identity)).hasSize(2).first().isEqualTo(AttemptState.TIMED_OUT);
    }

    static void awaitUninterruptibly(CountDownLatch latch) {
        boolean waiting = true;
        while (waiting) {
            try {
                latch.await();
                waiting = false;
            } catch (InterruptedException e) {
                // why: this operator ignores interrupts
            }
        }
    }

    @Test
    void fails_an_attempt_whose_output_cannot_be_kept() {
        Path missing = directory.resolve("was-not-written");
        summarise.does(run -> OperatorResult.success().output("report", "text/plain", missing));
        trigger(RetryPolicy.none());

        manual.fireDue();

        assertThat(run("nightly", "summarise").state()).isEqualTo(RunState.FAILED);
        assertThat(run("nightly", "summarise").detail())
                .isEqualTo("Outputs cannot be kept: output 'report' cannot be read, there is no file " + missing
                        + ". Let the operator write a regular file before it returns.");
    }

    @Test
    void a_failure_for_good_stays_one_whose_output_cannot_be_kept() {
        Path missing = directory.resolve("was-not-written");
        summarise.does(
                run -> OperatorResult.failure("The card was refused.", false).output("log", "text/plain", missing));
        trigger(retries(3));

        manual.fireDue();

        assertThat(run("nightly", "summarise").state()).isEqualTo(RunState.FAILED);
        assertThat(run("nightly", "summarise").detail())
                .isEqualTo(
                        "The card was refused. Outputs cannot be kept: output 'log' cannot be read, there is no file "
                                + missing + ". Let the operator write a regular file before it returns.");
        assertThat(summarise.executed()).hasSize(1);
    }
}
