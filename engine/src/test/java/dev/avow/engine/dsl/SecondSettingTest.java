package dev.avow.engine.dsl;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.SmallJobs.one;
import static dev.avow.engine.dsl.SmallJobs.owned;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Declarations;
import dev.avow.engine.declaration.TriggerRule;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a builder refuses at once: a setting that there is already. */
class SecondSettingTest {

    static Stream<Arguments> second() {
        TaskBuilder task = one();
        String subject = "Job 'nightly-report', task 'summarise', cannot have the ";
        return Stream.of(
                Arguments.of(
                        "Job 'nightly-report' cannot have the owner 'b\\u0007': it has the owner 'a'. Give one owner.",
                        (Runnable) () -> owned("a", job -> job.owner("b\u0007"))),
                Arguments.of(
                        "Job 'nightly-report' cannot have the time ahead PT2S: it has the time ahead PT1S."
                                + " Give one time ahead.",
                        (Runnable) () -> owned(
                                "a",
                                job -> job.declareAhead(Duration.ofSeconds(1)).declareAhead(Duration.ofSeconds(2)))),
                Arguments.of(
                        "Job 'nightly-report' cannot have the retry policy for refusals " + RetryPolicy.none()
                                + ": it has the retry policy for refusals " + RetryPolicy.retries(1)
                                + ". Give one retry policy for refusals.",
                        (Runnable) () -> owned(
                                "a",
                                job -> job.retryRefused(RetryPolicy.retries(1)).retryRefused(RetryPolicy.none()))),
                Arguments.of(
                        subject + "trigger rule ALL_DONE: it has the trigger rule ONE_FAILED. Give one trigger rule.",
                        (Runnable) () -> task.when(TriggerRule.ONE_FAILED).when(TriggerRule.ALL_DONE)),
                Arguments.of(subject + "timeout PT2S: it has the timeout PT1S. Give one timeout.", (Runnable)
                        () -> task.timeout(Duration.ofSeconds(1)).timeout(Duration.ofSeconds(2))),
                Arguments.of(
                        subject + "run timeout PT2S: it has the run timeout PT1S. Give one run timeout.",
                        (Runnable) () -> task.runTimeout(Duration.ofSeconds(1)).runTimeout(Duration.ofSeconds(2))),
                Arguments.of(subject + "deadline PT2S: it has the deadline PT1S. Give one deadline.", (Runnable)
                        () -> task.deadline(Duration.ofSeconds(1)).deadline(Duration.ofSeconds(2))),
                Arguments.of(
                        subject + "output schema " + Declarations.aDigest("b") + ": it has the output schema "
                                + Declarations.aDigest("a") + ". Give one output schema.",
                        (Runnable) () ->
                                task.outputSchema(Declarations.aDigest("a")).outputSchema(Declarations.aDigest("b"))),
                Arguments.of(
                        subject + "budget " + Declarations.tokens(2) + ": it has the budget " + Declarations.tokens(1)
                                + ". Give one budget.",
                        (Runnable) () -> task.budget(Declarations.tokens(1)).budget(Declarations.tokens(2))),
                Arguments.of(
                        subject + "retry policy " + RetryPolicy.none() + ": it has the retry policy "
                                + RetryPolicy.retries(1) + ". Give one retry policy.",
                        (Runnable) () -> task.retry(RetryPolicy.retries(1)).retry(RetryPolicy.none())));
    }

    @ParameterizedTest
    @MethodSource("second")
    void refuses_a_second_setting_at_its_call_and_names_the_first(String message, Runnable calls) {
        assertThatThrownBy(calls::run).isInstanceOf(EngineException.class).hasMessage(message);
    }

    private static void owned(String owner, Consumer<JobBuilder> more) {
        more.accept(job("nightly-report").owner(owner));
    }
}
