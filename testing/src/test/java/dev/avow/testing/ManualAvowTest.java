package dev.avow.testing;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.dsl.RetryPolicy.retries;
import static dev.avow.engine.schedule.Cron.cron;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.declaration.Condition;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.run.Preview;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(ManualAvowExtension.class)
class ManualAvowTest {

    private final FakeOperator summarise = FakeOperator.named("summarise").gives("summary", "three open tickets");

    private static Job nightly() {
        return job("nightly")
                .schedule(cron("0 0 3 * * ?"))
                .task("summarise", operator("summarise").parameter("sentences", 5))
                .retry(retries(1))
                .build();
    }

    @Test
    void fires_slots_and_retries_from_moment_to_moment(ManualAvow avow) {
        summarise.thenFails("no answer");
        avow.operators(summarise).register(nightly());

        Instant slot = avow.fireNext();
        RunState between = avow.run("nightly", "summarise").run().state();
        Instant retry = avow.fireNext();

        assertThat(slot).isEqualTo("2026-01-05T03:00:00Z");
        assertThat(between).isEqualTo(RunState.RETRYING);
        assertThat(retry).isAfter(slot);
        assertThat(avow.run("nightly", "summarise").run().state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(avow.output(avow.run("nightly", "summarise"), "summary")).isEqualTo("three open tickets");
        assertThat(avow.nextDue()).contains(Instant.parse("2026-01-06T03:00:00Z"));
    }

    @Test
    void can_be_closed_before_the_extension_closes_it(ManualAvow avow) {
        avow.close();

        assertThatCode(avow::close).doesNotThrowAnyException();
    }

    @Test
    void gives_each_test_a_store_of_its_own(ManualAvow avow) {
        avow.operators(summarise).register(nightly());

        assertThatThrownBy(() -> avow.run("nightly", "summarise"))
                .isInstanceOf(AssertionError.class)
                .hasMessage("No run of task 'summarise' of job 'nightly' is declared.\nThere are no runs.");
    }

    @Test
    void says_which_runs_are_there_where_one_is_not(ManualAvow avow) {
        avow.operators(summarise).register(nightly()).fireDueAt("2026-01-05T03:00:00Z");

        assertThatThrownBy(() -> avow.run("nightly", "publish"))
                .isInstanceOf(AssertionError.class)
                .hasMessage("No run of task 'publish' of job 'nightly' is declared.\nThere are:\n"
                        + "  nightly / summarise, slot:default:2026-01-05T03:00:00Z, SUCCEEDED");
    }

    @Test
    void says_that_nothing_is_due(ManualAvow avow) {
        assertThatThrownBy(avow::fireNext)
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        "Nothing is due after 2026-01-05T00:00:00Z. Register a job with a schedule, trigger one, or "
                                + "release what waits.\nThere are no runs.");
    }

    @Test
    void previews_what_it_then_declares(ManualAvow avow) {
        avow.operators(summarise).register(nightly());

        Preview preview = avow.wouldDeclare("nightly", "summarise", "2026-01-05T03:00:00Z");
        boolean stored = !avow.runs("nightly").isEmpty();
        avow.fireDueAt("2026-01-05T03:00:00Z");

        assertThat(stored).isFalse();
        assertThat(avow.run("nightly", "summarise").run().identity()).isEqualTo(preview.identity());
    }

    @Test
    void denies_a_run_whose_operator_was_replaced_by_another_version(ManualAvow avow) {
        avow.operators(summarise).register(nightly()).declareDueAt("2026-01-05T03:00:00Z");

        avow.operators(FakeOperator.of("summarise", "2")).fireDue();

        assertThat(avow.run("nightly", "summarise").run().waiting()).contains(Waiting.DENIED);
    }

    @Test
    void names_requests_by_a_counter(ManualAvow avow) {
        avow.operators(summarise).register(nightly());

        avow.trigger("nightly");
        avow.fireDue();

        assertThat(avow.run("nightly", "summarise").run().occasion()).isEqualTo("manual:request-1");
    }

    @Test
    void goes_on_in_a_directory_after_a_restart(@TempDir Path directory) {
        Path store = directory.resolve("store");
        try (ManualAvow first = ManualAvow.in(store).operators(summarise).start()) {
            first.register(nightly()).fireDueAt("2026-01-05T03:00:00Z");
        }

        try (ManualAvow second = ManualAvow.in(store)
                .operators(summarise)
                .at("2026-01-06T00:00:00Z")
                .start()) {
            second.register(nightly()).fireNext();

            assertThat(second.runs("nightly", "summarise"))
                    .extracting(run -> run.run().occasion())
                    .containsExactly("slot:default:2026-01-05T03:00:00Z", "slot:default:2026-01-06T03:00:00Z");
        }
    }

    @Test
    void gives_the_run_that_was_declared_last_at_one_moment(ManualAvow avow) {
        avow.operators(summarise).register(nightly());

        for (int request = 1; request <= 8; request++) {
            Identity declared = avow.trigger("nightly").get("summarise");

            assertThat(avow.run("nightly", "summarise").run().identity()).isEqualTo(declared);
        }
        avow.fireDue();
        assertThat(avow.run("nightly", "summarise").run().occasion()).isEqualTo("manual:request-8");
    }

    @Test
    void tells_skipped_tasks_and_why(ManualAvow avow) {
        byte[] spam = "{\"label\":\"spam\"}".getBytes(StandardCharsets.UTF_8);
        summarise.does(run -> OperatorResult.success().output("label", "application/json", spam));
        avow.operators(summarise, FakeOperator.named("keep")).register(sorting());
        String why = "Condition does not hold: expected output 'label' of task 'sort' at /label to be 'ham'.";

        avow.trigger("mail");
        avow.fireDue();

        assertThat(avow.skipped("mail", "keep")).isEqualTo(why);
        assertThat(avow.skipped("mail", "file")).isEmpty();
        assertThatThrownBy(() -> avow.run("mail", "keep"))
                .isInstanceOf(AssertionError.class)
                .hasMessage("No run of task 'keep' of job 'mail' is declared.\nIt will not be declared for:\n"
                        + "  manual:request-1, SKIPPED: " + why
                        + "\nThere are:\n  mail / sort, manual:request-1, SUCCEEDED");
        assertThatThrownBy(() -> avow.skipped("mail", "sort"))
                .isInstanceOf(AssertionError.class)
                .hasMessage("Task 'sort' of job 'mail' was never skipped.\n"
                        + "There are:\n  mail / sort, manual:request-1, SUCCEEDED");
    }

    private static Job sorting() {
        return job("mail")
                .task("sort", operator("summarise"))
                .task("keep", operator("keep"))
                .after("sort")
                .onlyIf(Condition.on("sort", "label").at("/label").is("ham"))
                .task("file", operator("keep"))
                .after("keep")
                .build();
    }

    @Test
    void slots_come_after_the_moment_of_the_first_registration() {
        Job midnight = job("midnight")
                .schedule(cron("0 0 0 * * ?"))
                .task("summarise", operator("summarise"))
                .build();
        try (ManualAvow at = ManualAvow.inMemory().operators(summarise).start();
                ManualAvow before = ManualAvow.inMemory()
                        .operators(summarise)
                        .at("2026-01-04T23:59:59Z")
                        .start()) {
            int atOnce = at.register(midnight).fireDue();
            Instant next = at.fireNext();
            Instant first = before.register(midnight).fireNext();

            assertThat(atOnce).isZero();
            assertThat(next).isEqualTo("2026-01-06T00:00:00Z");
            assertThat(first).isEqualTo("2026-01-05T00:00:00Z");
        }
    }
}
