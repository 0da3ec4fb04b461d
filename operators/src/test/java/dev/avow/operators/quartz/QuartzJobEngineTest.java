package dev.avow.operators.quartz;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.RetryPolicy.retries;
import static dev.avow.operators.quartz.QuartzJobs.quartzJob;
import static dev.avow.testing.assertions.AvowAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.RunDetail;
import dev.avow.engine.schedule.Once;
import dev.avow.testing.ManualAvow;
import dev.avow.testing.ManualAvowExtension;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Adopted jobs that the real engine runs. */
@Timeout(60)
@ExtendWith(ManualAvowExtension.class)
class QuartzJobEngineTest {

    private static final Instant SLOT = Instant.parse("2026-01-05T03:00:00Z");

    private final SampleJobs.Stoppable stoppable = new SampleJobs.Stoppable();

    private final QuartzJobOperator operator = QuartzJobOperator.adopting(
            AdoptedJob.of("refiring", "1", SampleJobs.Refiring.class),
            AdoptedJob.of("telling", "1", SampleJobs.Telling.class),
            AdoptedJob.of("stop", "1", SampleJobs.Stoppable.class, () -> stoppable));

    @Test
    void tells_a_job_of_a_manual_run_the_present_moment(ManualAvow avow) {
        avow.operators(operator)
                .register(job("by-hand").task("tell", quartzJob("telling")).build());

        avow.trigger("by-hand");
        avow.fireDueAt("2026-01-05T00:00:09Z");

        assertThat(avow.output(avow.run("by-hand", "tell"), "result"))
                .isEqualTo("{\"detail\":\"by-hand.tell\",\"fire\":\"2026-01-05T00:00:09Z\",\"next\":\"null\","
                        + "\"previous\":\"null\",\"recovering\":false,\"refires\":0,"
                        + "\"scheduled\":\"2026-01-05T00:00:09Z\",\"start\":\"2026-01-05T00:00:09Z\","
                        + "\"trigger\":\"by-hand.manual:request-1\"}");
    }

    @Test
    void tells_a_job_of_the_first_slot_that_none_was_before(ManualAvow avow) {
        avow.operators(operator)
                .register(job("first")
                        .schedule(Once.at(SLOT))
                        .task("tell", quartzJob("telling"))
                        .build());

        avow.fireNext();

        assertThat(avow.output(avow.run("first", "tell"), "result"))
                .contains("\"previous\":\"null\"", "\"scheduled\":\"2026-01-05T03:00:00Z\"");
    }

    @Test
    void tries_a_job_again_that_asks_for_it(ManualAvow avow) {
        avow.operators(operator)
                .register(job("mail")
                        .schedule(Once.at(SLOT))
                        .task("send", quartzJob("refiring"))
                        .retry(retries(1))
                        .build());

        avow.fireNext();
        RunDetail between = avow.run("mail", "send");
        avow.fireNext();

        assertThat(between).isRetrying();
        RunDetail run = avow.run("mail", "send");
        assertThat(run).hasSucceeded().hasAttempts(2);
        assertThat(run.attempts().get(0).message()).isEqualTo("Job 'refiring' failed: no mail server.");
        assertThat(avow.output(run, "result")).isEqualTo("1 " + run.run().identity() + "/2");
    }

    @Test
    void does_not_try_a_job_again_without_a_retry_policy(ManualAvow avow) {
        avow.operators(operator)
                .register(job("mail").task("send", quartzJob("refiring")).build());

        avow.trigger("mail");
        avow.fireDue();

        assertThat(avow.run("mail", "send")).hasFailedWithMessage("Job 'refiring' failed: no mail server.");
    }

    @Test
    void tells_a_job_that_its_time_is_over(ManualAvow avow) throws Exception {
        avow.operators(operator)
                .register(job("slow")
                        .task("work", quartzJob("stop"))
                        .timeout(Duration.ofMillis(50))
                        .build());

        avow.trigger("slow");
        avow.fireDue();

        assertThat(avow.run("slow", "work")).hasState(RunState.TIMED_OUT);
        stoppable.told.await();
        stoppable.ended.await();
        assertThat(stoppable.threadInterrupted).isTrue();
    }
}
