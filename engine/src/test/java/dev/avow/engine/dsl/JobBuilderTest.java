package dev.avow.engine.dsl;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.SmallJobs.COPY;
import static dev.avow.engine.dsl.SmallJobs.FILE;
import static dev.avow.engine.dsl.SmallJobs.NIGHTLY;
import static dev.avow.engine.dsl.SmallJobs.one;
import static dev.avow.engine.schedule.Cron.cron;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Constraints.Budget;
import dev.avow.engine.declaration.Declarations;
import dev.avow.engine.declaration.TriggerRule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a builder makes of a definition without a fault. */
class JobBuilderTest {

    @Test
    void builds_a_job_with_good_defaults() {
        Job job = job("nightly-report").task("summarise", COPY).build();

        assertThat(job.owner()).isEqualTo("unowned");
        assertThat(job.schedules()).isEmpty();
        assertThat(job.ahead()).isZero();
        assertThat(job.refusals()).isEqualTo(RetryPolicy.none());
        assertThat(job.roots()).extracting(Task::name).containsExactly("summarise");
        assertThat(job.task("summarise").triggerRule()).isEqualTo(TriggerRule.ALL_SUCCEEDED);
        assertThat(job.task("summarise").retry()).isEqualTo(RetryPolicy.none());
    }

    @Test
    void keeps_what_was_set() {
        Budget budget = Declarations.tokens(1000);
        RetryPolicy retry = RetryPolicy.retries(2);

        Job job = job("nightly-report")
                .owner("reports@example.org")
                .schedule(NIGHTLY)
                .schedule("weekly", cron("0 0 3 ? * MON"))
                .declareAhead(Duration.ofHours(1))
                .retryRefused(retry)
                .task("summarise", COPY)
                .input("tickets", FILE)
                .keptInput("notes", FILE)
                .timeout(Duration.ofMinutes(5))
                .outputSchema(Declarations.aDigest("schema"))
                .budget(budget)
                .retry(retry)
                .task("publish", COPY)
                .after("summarise")
                .when(TriggerRule.ALL_DONE)
                .build();

        assertThat(job.owner()).isEqualTo("reports@example.org");
        assertThat(job.schedules()).containsOnlyKeys("default", "weekly").containsEntry("default", NIGHTLY);
        assertThat(job.ahead()).isEqualTo(Duration.ofHours(1));
        assertThat(job.refusals()).isEqualTo(retry);
        assertThat(job.tasks()).containsOnlyKeys("summarise", "publish");
        Task summarise = job.task("summarise");
        assertThat(summarise.inputs()).containsOnlyKeys("tickets", "notes");
        assertThat(summarise.keep()).containsExactly("notes");
        assertThat(summarise.constraints().timeout()).contains(Duration.ofMinutes(5));
        assertThat(summarise.constraints().outputSchema()).contains(Declarations.aDigest("schema"));
        assertThat(summarise.constraints().budget()).contains(budget);
        assertThat(summarise.retry()).isEqualTo(retry);
        assertThat(job.task("publish").after()).containsExactly("summarise");
        assertThat(job.task("publish").rule()).contains(TriggerRule.ALL_DONE);
        assertThat(job.roots()).containsExactly(summarise);
    }

    @Test
    void takes_the_longest_names_and_times() {
        String name = "a".repeat(100);

        Job job = job(name)
                .owner("o".repeat(200))
                .schedule(cron("0 0 3 * * ?"))
                .declareAhead(Duration.ofDays(365))
                .task("0", COPY)
                .timeout(Duration.ofDays(365))
                .build();

        assertThat(job.name()).isEqualTo(name);
    }

    @Test
    void takes_a_graph_in_which_a_task_is_reached_on_two_ways() {
        Job job = job("nightly-report")
                .task("d", COPY)
                .after("b", "c")
                .task("b", COPY)
                .after("a")
                .task("c", COPY)
                .after("a")
                .task("a", COPY)
                .build();

        assertThat(job.roots()).extracting(Task::name).containsExactly("a");
    }

    @Test
    void takes_a_chain_of_tasks_that_is_longer_than_a_stack() {
        JobBuilder definition = job("nightly-report");
        IntStream.range(0, 20_000).forEach(i -> definition.task("t" + i, COPY).after("t" + (i + 1)));

        Job job = definition.task("t20000", COPY).build();

        assertThat(job.roots()).extracting(Task::name).containsExactly("t20000");
    }

    @Test
    void builds_again_after_a_fault_was_mended() {
        JobBuilder definition = job("nightly-report");
        assertThatThrownBy(definition::build).hasMessageStartingWith("Job 'nightly-report' has no task.");

        Job mended = definition.task("summarise", COPY).build();

        assertThat(mended.tasks()).containsOnlyKeys("summarise");
        assertThat(definition.build()).isEqualTo(mended);
    }

    @Test
    void is_not_changed_by_its_builder_later() {
        JobBuilder definition = job("nightly-report").schedule(NIGHTLY);
        TaskBuilder task = definition.task("summarise", COPY).input("tickets", FILE);
        Job job = definition.build();

        definition.schedule("weekly", NIGHTLY).task("publish", COPY).after("summarise");
        task.keptInput("notes", FILE).after("publish");

        assertThat(job.schedules()).containsOnlyKeys("default");
        assertThat(job.tasks()).containsOnlyKeys("summarise");
        assertThat(job.task("summarise").inputs()).containsOnlyKeys("tickets");
        assertThat(job.task("summarise").keep()).isEmpty();
        assertThat(job.task("summarise").after()).isEmpty();
    }

    @Test
    void limits_how_many_runs_are_active_and_names_pools() {
        Job job = job("nightly-report")
                .maxActiveRuns(2)
                .task("summarise", COPY)
                .pool("gpu")
                .build();

        assertThat(job.maxActiveRuns()).hasValue(2);
        assertThat(job.task("summarise").pool()).hasValue("gpu");
    }

    @Test
    void reports_limits_and_pools_that_are_not_valid_with_the_other_faults() {
        assertThatThrownBy(() -> job("nightly-report")
                        .maxActiveRuns(0)
                        .task("summarise", COPY)
                        .pool("GPU")
                        .build())
                .isInstanceOf(EngineException.class)
                .hasMessage("Job 'nightly-report' has 2 faults. Mend all of them:"
                        + "\n  it has the limit of active runs 0. Give at least 1."
                        + "\n  it has the pool name 'GPU', which is not valid."
                        + " Use 1 to 100 of a-z, 0-9, '.', '_' and '-', with a letter or digit first.");
        assertThatThrownBy(() -> job("nightly-report").maxActiveRuns(2).maxActiveRuns(3))
                .isInstanceOf(EngineException.class)
                .hasMessage(
                        "Job 'nightly-report' cannot have the limit of active runs 3: it has the limit of active runs 2."
                                + " Give one limit of active runs.");
    }

    @Test
    void lets_nobody_change_its_collections() {
        TreeMap<String, InputSource> inputs = new TreeMap<>();
        Job job = job("nightly-report")
                .schedule(NIGHTLY)
                .task("summarise", COPY)
                .input("tickets", FILE)
                .build();
        Task task = job.task("summarise");

        Task copied = new Task(
                "summarise",
                COPY,
                inputs,
                new TreeSet<>(),
                new TreeSet<>(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                new TreeMap<>(),
                new TreeMap<>(),
                task.constraints(),
                task.retry(),
                Optional.empty(),
                Optional.empty(),
                TimeLimits.none(),
                false);
        inputs.put("late", FILE);

        assertThat(copied.inputs()).isEmpty();
        assertUnmodifiable(() -> job.tasks().clear());
        assertUnmodifiable(() -> job.schedules().clear());
        assertUnmodifiable(() -> job.roots().clear());
        assertUnmodifiable(() -> task.inputs().clear());
        assertUnmodifiable(() -> task.keep().add("tickets"));
        assertUnmodifiable(() -> task.after().add("publish"));
    }

    @Test
    void names_the_tasks_that_it_has_where_one_is_unknown() {
        Job job = one().task("publish", COPY).build();

        assertThat(job.findTask("check\n")).isEmpty();
        assertThatThrownBy(() -> job.task("check\n"))
                .isInstanceOf(EngineException.class)
                .hasMessage("Job 'nightly-report' has no task 'check\\u000A'. It has: summarise, publish.");
    }

    private static void assertUnmodifiable(Runnable change) {
        assertThatThrownBy(change::run).isInstanceOf(UnsupportedOperationException.class);
    }
}
