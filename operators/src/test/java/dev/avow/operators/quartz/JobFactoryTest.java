package dev.avow.operators.quartz;

import static dev.avow.operators.quartz.QuartzJobs.quartzJob;
import static dev.avow.testing.TestRun.aRun;
import static dev.avow.testing.TestRun.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.operator.OperatorException;
import dev.avow.testing.TestRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.SchedulerException;
import org.quartz.spi.JobFactory;

/** Adopted jobs whose instances a factory makes. */
class JobFactoryTest {

    private final List<Job> made = new ArrayList<>();

    /** Has what no scheduler could give it. */
    private record Greeting(String words) implements Job {

        @Override
        public void execute(JobExecutionContext context) {
            context.setResult(words + context.getMergedJobDataMap().getString("to"));
        }
    }

    private static TestRun run(JobFactory factory) {
        QuartzJobOperator operator =
                QuartzJobOperator.adopting(AdoptedJob.of("greeting", "1", Greeting.class, factory));
        return aRun(operator, quartzJob("greeting", Map.of("to", "ops")));
    }

    private Job make(String words) {
        Job job = new Greeting(words);
        made.add(job);
        return job;
    }

    @Test
    void makes_an_instance_for_each_attempt() throws Exception {
        TestRun run = run((bundle, scheduler) -> make("Hello "));

        String first = text(run.execute(), "result");
        String second = text(run.attempt(2).execute(), "result");

        assertThat(List.of(first, second)).containsExactly("Hello ops", "Hello ops");
        assertThat(made).hasSize(2).satisfies(jobs -> assertThat(jobs.get(0)).isNotSameAs(jobs.get(1)));
    }

    @Test
    void is_told_the_class_and_data_of_the_job_and_an_empty_context() throws Exception {
        TestRun run = run(
                (bundle, scheduler) -> make(bundle.getJobDetail().getJobClass().getSimpleName() + " of "
                        + bundle.getJobDetail().getJobDataMap().getString("to") + " "
                        + scheduler.getContext().size() + " "));

        assertThat(text(run.execute(), "result")).isEqualTo("Greeting of ops 0 ops");
    }

    @Test
    void fails_for_good_if_it_makes_none() {
        TestRun run = run((bundle, scheduler) -> {
            throw new SchedulerException("No bean of this class.");
        });

        assertThatThrownBy(run::execute)
                .isInstanceOfSatisfying(
                        OperatorException.class,
                        e -> assertThat(e.isRetriable()).isFalse())
                .hasMessage("Job 'greeting' cannot be made: No bean of this class. Give it a public class and"
                        + " constructor, or a factory.");
    }

    @Test
    void cannot_start_jobs() {
        TestRun run = run((bundle, scheduler) -> {
            scheduler.triggerJob(bundle.getJobDetail().getKey());
            return make("");
        });

        assertThatThrownBy(run::execute)
                .isInstanceOf(OperatorException.class)
                .hasMessageStartingWith("Job 'greeting' cannot be made: Job 'greeting' called triggerJob of its");
        assertThat(made).isEmpty();
    }
}
