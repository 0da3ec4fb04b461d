package dev.avow.engine.dsl;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.schedule.Cron.cron;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Constraints.Budget;
import dev.avow.engine.declaration.Declarations;
import dev.avow.engine.declaration.TriggerRule;
import dev.avow.engine.schedule.Schedule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JobBuilderTest {

    private static final String NAME_RULE = "Use 1 to 100 of a-z, 0-9, '.', '_' and '-', with a letter or digit first.";
    private static final Schedule NIGHTLY = cron("0 0 3 * * ?");
    private static final OperatorCall COPY = operator("copy");
    private static final InputSource FILE = InputSource.file(Path.of("tickets.csv"));

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

    static Stream<Arguments> faults() {
        String long101 = "a".repeat(101);
        return Stream.of(
                fault(() -> job("nightly-report").build(), "has no task. Add at least one with task(id, operator)."),
                fault(
                        () -> one().task("summarise", COPY).build(),
                        "has two tasks named 'summarise'. Give each task a name of its own."),
                fault(
                        () -> job("nightly-report")
                                .schedule(NIGHTLY)
                                .schedule(NIGHTLY)
                                .task("summarise", COPY)
                                .build(),
                        "has two schedules named 'default'. Give each schedule a name of its own."),
                fault(
                        () -> job("nightly-report")
                                .schedule("Nightly", NIGHTLY)
                                .task("summarise", COPY)
                                .build(),
                        "has the schedule name 'Nightly', which is not valid. " + NAME_RULE),
                fault(
                        () -> job("nightly-report").task("", COPY).build(),
                        "has the task name '', which is not valid. " + NAME_RULE),
                fault(
                        () -> job("nightly-report").task(long101, COPY).build(),
                        "has the task name '" + "a".repeat(100) + "...', which is not valid. " + NAME_RULE),
                fault(
                        () -> job("nightly-report").task("-a", COPY).build(),
                        "has the task name '-a', which is not valid. " + NAME_RULE),
                fault(
                        () -> job("nightly-report").task("summarise\n", COPY).build(),
                        "has the task name 'summarise\\u000A', which is not valid. " + NAME_RULE),
                fault(
                        () -> job("nightly-report")
                                .task("zusammenfassung-ä", COPY)
                                .build(),
                        "has the task name 'zusammenfassung-ä', which is not valid. " + NAME_RULE),
                fault(
                        () -> job("nightly-report")
                                .task("summarise", operator("dev.avow.Copy"))
                                .build(),
                        "has the operator name 'dev.avow.Copy', which is not valid. " + NAME_RULE),
                fault(
                        () -> one().input("the tickets", FILE).build(),
                        "has the input name 'the tickets', which is not valid. " + NAME_RULE),
                fault(
                        () -> one().input("tickets", FILE)
                                .keptInput("tickets", FILE)
                                .build(),
                        "has two inputs named 'tickets' in task 'summarise'. Give each input a name of its own."),
                fault(
                        () -> one().after("publish").build(),
                        "has task 'summarise' after 'publish', which is not a task of it."
                                + " Add that task, or take it out of after(...)."),
                fault(
                        () -> one().task("publish", COPY)
                                .after("summarise", "summarise")
                                .build(),
                        "has task 'publish' twice after task 'summarise'. Name it once."),
                fault(
                        () -> one().task("publish", COPY)
                                .after("summarise")
                                .after("summarise")
                                .build(),
                        "has task 'publish' twice after task 'summarise'. Name it once."),
                fault(
                        () -> one().after("summarise").build(),
                        "has a cycle of tasks: 'summarise' after 'summarise'. Take out one after(...) of them."),
                fault(
                        () -> one().after("publish")
                                .task("publish", COPY)
                                .after("summarise")
                                .build(),
                        "has a cycle of tasks: 'summarise' after 'publish' after 'summarise'."
                                + " Take out one after(...) of them."),
                fault(
                        () -> one().when(TriggerRule.ALL_SUCCEEDED).build(),
                        "has a trigger rule in task 'summarise', which is after no other."
                                + " Add after(...), or take out when(...)."),
                fault(() -> one().timeout(Duration.ZERO).build(), timeoutFault("PT0S")),
                fault(() -> one().timeout(Duration.ofSeconds(-1)).build(), timeoutFault("PT-1S")),
                fault(
                        () -> one().timeout(Duration.ofDays(365).plusNanos(1)).build(),
                        timeoutFault("PT8760H0.000000001S")),
                fault(
                        () -> one().timeout(Duration.ofSeconds(Long.MAX_VALUE)).build(),
                        timeoutFault("PT2562047788015215H30M7S")),
                fault(
                        () -> job("nightly-report")
                                .declareAhead(Duration.ofNanos(-1))
                                .task("summarise", COPY)
                                .build(),
                        "is declared ahead by PT-0.000000001S. Give a time from zero to 365 days."),
                fault(
                        () -> job("nightly-report")
                                .declareAhead(Duration.ofDays(366))
                                .task("summarise", COPY)
                                .build(),
                        "is declared ahead by PT8784H. Give a time from zero to 365 days."),
                fault(() -> owned(" \t").build(), "has a blank owner. Name who answers for it."),
                fault(
                        () -> owned("a\u001B[31mb").build(),
                        "has the owner 'a\\u001B[31mb', which is not valid."
                                + " Use 1 to 200 characters, none of them a control character."),
                fault(
                        () -> owned("\uD800").build(),
                        "has the owner '\\uD800', which is not valid."
                                + " Use 1 to 200 characters, none of them a control character."),
                fault(
                        () -> owned("o".repeat(201)).build(),
                        "has the owner '" + "o".repeat(100) + "...', which is not valid."
                                + " Use 1 to 200 characters, none of them a control character."));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void refuses_a_definition_with_one_fault(String message, Supplier<Job> definition) {
        assertThatThrownBy(definition::get)
                .isInstanceOf(EngineException.class)
                .hasMessage("Job 'nightly-report' " + message);
    }

    @Test
    void refuses_a_bad_name_of_a_job() {
        assertThatThrownBy(() -> job("Nightly").task("summarise", COPY).build())
                .hasMessage("Job 'Nightly' has the name 'Nightly', which is not valid. " + NAME_RULE);
    }

    @Test
    void takes_the_longest_names_and_times() {
        String name = "a".repeat(100);

        Job job = job(name)
                .owner("o".repeat(200))
                .declareAhead(Duration.ofDays(365))
                .task("0", COPY)
                .timeout(Duration.ofDays(365))
                .build();

        assertThat(job.name()).isEqualTo(name);
    }

    @Test
    void reports_all_faults_together() {
        TaskBuilder definition = job("nightly-report")
                .declareAhead(Duration.ofHours(-1))
                .task("Summarise", COPY)
                .after("fetch")
                .timeout(Duration.ZERO)
                .task("publish", COPY)
                .after("check")
                .task("check", COPY)
                .after("publish");

        assertThatThrownBy(definition::build).hasMessage("""
                Job 'nightly-report' has 5 faults. Mend all of them:
                  it has the timeout PT0S in task 'Summarise'. Give a time above zero, up to 365 days.
                  it is declared ahead by PT-1H. Give a time from zero to 365 days.
                  it has the task name 'Summarise', which is not valid. %s
                  it has task 'Summarise' after 'fetch', which is not a task of it.\
                 Add that task, or take it out of after(...).
                  it has a cycle of tasks: 'publish' after 'check' after 'publish'.\
                 Take out one after(...) of them.""".formatted(NAME_RULE));
    }

    @Test
    void names_each_cycle_without_the_tasks_that_lead_to_it() {
        TaskBuilder definition = job("nightly-report")
                .task("start", COPY)
                .after("a", "x")
                .task("a", COPY)
                .after("b")
                .task("b", COPY)
                .after("a")
                .task("x", COPY)
                .after("x");

        assertThatThrownBy(definition::build).hasMessage("""
                Job 'nightly-report' has 2 faults. Mend all of them:
                  it has a cycle of tasks: 'a' after 'b' after 'a'. Take out one after(...) of them.
                  it has a cycle of tasks: 'x' after 'x'. Take out one after(...) of them.""");
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
                task.constraints(),
                task.retry(),
                Optional.empty());
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

    @Test
    void keeps_hostile_names_off_the_terminal() {
        String hostile = "\u001B]0;owned\u0007\n\u202Egnp.exe\u0000\uD800" + "x".repeat(1_000_000);

        TaskBuilder definition = job(hostile)
                .schedule(hostile, NIGHTLY)
                .schedule(hostile, NIGHTLY)
                .task(hostile, operator(hostile))
                .input(hostile, FILE)
                .input(hostile, FILE)
                .after(hostile, hostile)
                .timeout(Duration.ZERO)
                .task(hostile, COPY)
                .task("rule", COPY)
                .when(TriggerRule.ALL_DONE);

        assertThatThrownBy(definition::build).satisfies(refusal -> {
            assertThat(refusal.getMessage())
                    .startsWith("Job '\\u001B]0;owned\\u0007\\u000A\\u202Egnp.exe\\u0000\\uD800xxx");
            assertThat(refusal.getMessage().replace("\n  it ", " ")).matches("[^\\p{C}]*");
            assertThat(refusal.getMessage()).hasSizeLessThan(4000).contains("has 12 faults.");
        });
    }

    private static void assertUnmodifiable(Runnable change) {
        assertThatThrownBy(change::run).isInstanceOf(UnsupportedOperationException.class);
    }

    private static TaskBuilder one() {
        return job("nightly-report").task("summarise", COPY);
    }

    private static TaskBuilder owned(String owner) {
        return job("nightly-report").owner(owner).task("summarise", COPY);
    }

    private static void owned(String owner, Consumer<JobBuilder> more) {
        more.accept(job("nightly-report").owner(owner));
    }

    private static Arguments fault(Supplier<Job> definition, String message) {
        return Arguments.of(message, definition);
    }

    private static String timeoutFault(String timeout) {
        return "has the timeout " + timeout + " in task 'summarise'. Give a time above zero, up to 365 days.";
    }
}
