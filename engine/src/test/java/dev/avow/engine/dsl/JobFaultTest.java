package dev.avow.engine.dsl;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.dsl.SmallJobs.COPY;
import static dev.avow.engine.dsl.SmallJobs.FILE;
import static dev.avow.engine.dsl.SmallJobs.NIGHTLY;
import static dev.avow.engine.dsl.SmallJobs.one;
import static dev.avow.engine.dsl.SmallJobs.owned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.TriggerRule;
import dev.avow.engine.identity.JsonArray;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a builder finds wrong with a definition as a whole, when it builds. */
class JobFaultTest {

    private static final String NAME_RULE = "Use 1 to 100 of a-z, 0-9, '.', '_' and '-', with a letter or digit first.";

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
                fault(
                        () -> one().runTimeout(Duration.ZERO).build(),
                        timeoutFault("PT0S").replace("timeout", "run timeout")),
                fault(
                        () -> one().deadline(Duration.ofDays(366)).build(),
                        timeoutFault("PT8784H").replace("timeout", "deadline")),
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
                fault(
                        () -> job("nightly-report")
                                .declareAhead(Duration.ofDays(1))
                                .task("summarise", COPY)
                                .build(),
                        "is declared ahead by PT24H, and has no schedule. Give it one, or leave declareAhead out."),
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

    static Stream<Arguments> leaks() {
        String message = "in task 'answer' in a message that is not confidential. Make that message confidential.";
        String parameter =
                "in task 'answer' in a parameter, which is declared in clear. Name it in confidential messages only.";
        OperatorCall call = operator("chat");
        return Stream.of(
                leak(call.user("{{params.letter}}"), "names confidential param 'letter' " + message),
                leak(
                        call.user("{{#params.letter}}x{{/params.letter}}"),
                        "names confidential param 'letter' " + message),
                leak(
                        call.system("{{#params}}{{^letter}}x{{/letter}}{{/params}}"),
                        "names confidential param 'letter' " + message),
                leak(
                        call.parameter("stop", JsonArray.ofStrings(List.of("x", "{{params.letter}}"))),
                        "names confidential param 'letter' " + parameter),
                leak(
                        call.parameter("stop", "{{upstream.fetch.outputs.text.json.name}}"),
                        "names a private output of task 'fetch' " + parameter),
                leak(
                        call.user("{{upstream.fetch.outputs.text.text}}"),
                        "names a private output of task 'fetch' " + message),
                leak(
                        call.user(PromptText.text("Mr 4711 {{#x}}").confidential()),
                        "has a template in task 'answer' that is not valid: a confidential text cannot be read as one."
                                + " Mend it."));
    }

    @ParameterizedTest
    @MethodSource("leaks")
    void refuses_a_text_in_clear_that_names_what_is_private(String message, Supplier<Job> definition) {
        assertThatThrownBy(definition::get)
                .isInstanceOf(EngineException.class)
                .hasMessage("Job 'nightly-report' " + message)
                .hasNoCause();
    }

    private static Arguments leak(OperatorCall call, String message) {
        return fault(
                () -> job("nightly-report")
                        .param("letter", Param.text().confidential())
                        .param("tone", Param.text())
                        .task("fetch", COPY)
                        .privateOutputs()
                        .task("answer", call)
                        .after("fetch")
                        .build(),
                message);
    }

    @Test
    void lets_confidential_texts_name_all_and_others_the_rest() {
        Job job = job("nightly-report")
                .param("letter", Param.text().confidential())
                .param("tone", Param.text())
                .task("fetch", COPY)
                .privateOutputs()
                .task(
                        "answer",
                        operator("chat")
                                .system(
                                        "{{params.tone}} {{#params}}{{tone}}{{/params}} {{upstream.fetch.outputs.text.digest}}")
                                .user(PromptText.text("{{params.letter}} {{upstream.fetch.outputs.text.text}}")
                                        .confidential()))
                .after("fetch")
                .build();

        assertThat(job.confidentialParams()).containsExactly("letter");
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

    private static Arguments fault(Supplier<Job> definition, String message) {
        return Arguments.of(message, definition);
    }

    private static String timeoutFault(String timeout) {
        return "has the timeout " + timeout + " in task 'summarise'. Give a time above zero, up to 365 days.";
    }
}
