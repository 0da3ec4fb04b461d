package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.dsl.RetryPolicy.retries;
import static dev.avow.engine.schedule.Cron.cron;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.avow.engine.EngineException;
import dev.avow.engine.dsl.InputSource;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.operator.OperatorResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunVerbsTest extends EngineContract {

    private static final String SLOT = "slot:default:2026-01-05T03:00:00Z";

    private static Job nightly(int sentences) {
        return job("nightly")
                .schedule(cron("0 0 3 * * ?"))
                .task("summarise", operator("summarise").parameter("sentences", sentences))
                .task("measure", operator("measure"))
                .after("summarise")
                .build();
    }

    @Test
    void reruns_the_old_declaration_as_a_new_attempt_of_the_same_run() {
        avow().register(nightly(5));
        manual.fireDueAt("2026-01-05T03:00:00Z");
        Identity identity = run("nightly", "summarise").identity();
        avow().register(nightly(7));

        int attempt = avow().rerun(identity);
        RunState between = run("nightly", "summarise").state();
        manual.fireDue();

        assertThat(attempt).isEqualTo(2);
        assertThat(between).isEqualTo(RunState.DECLARED);
        assertThat(summarise.executed()).hasSize(2);
        assertThat(summarise.executed().get(1).declaration())
                .isEqualTo(summarise.executed().get(0).declaration());
        assertThat(runs("nightly")).hasSize(2);
        assertThat(measure.executed()).hasSize(1);
    }

    @Test
    void gives_a_rerun_all_attempts_of_its_policy_again() {
        summarise.does(run -> OperatorResult.failure("busy", true));
        avow().register(job("nightly")
                .schedule(cron("0 0 3 * * ?"))
                .task("summarise", operator("summarise"))
                .retry(retries(1))
                .build());
        manual.fireDueAt("2026-01-05T03:00:00Z");
        manual.fireDueAfter(Duration.ofMinutes(1));
        Identity identity = run("nightly", "summarise").identity();

        avow().rerun(identity);
        manual.fireDue();
        manual.fireDueAfter(Duration.ofMinutes(1));

        assertThat(detail(identity).attempts()).hasSize(4);
        assertThat(run("nightly", "summarise").state()).isEqualTo(RunState.FAILED);
    }

    @Test
    void refuses_to_rerun_what_has_not_ended() {
        avow().register(nightly(5));
        clock.set("2026-01-05T03:00:00Z");
        manual.declareDue();
        Identity identity = run("nightly", "summarise").identity();

        assertThatThrownBy(() -> avow().rerun(identity))
                .isInstanceOf(EngineException.class)
                .hasMessage(
                        "Rerun refused: " + identity
                                + " is DECLARED. Wait until it has ended; release it if it was denied, approve it if it waits for that.");
    }

    @Test
    void refuses_verbs_on_a_run_that_is_not_there() {
        Identity nobody = Identity.of(new byte[0]);

        assertThatThrownBy(() -> avow().rerun(nobody))
                .isInstanceOf(EngineException.class)
                .hasMessage("No run has the identity " + nobody + ". Look it up in the history of its job.");
        assertThatThrownBy(() -> avow().release(nobody)).isInstanceOf(EngineException.class);
    }

    @Test
    void redeclares_an_occasion_and_the_tasks_after_it_from_todays_definition() {
        avow().register(nightly(5));
        manual.fireDueAt("2026-01-05T03:00:00Z");
        Identity old = run("nightly", "summarise").identity();
        avow().register(nightly(7));

        Map<String, Identity> declared = avow().redeclare("nightly", SLOT);
        manual.fireDue();

        assertThat(declared).containsOnlyKeys("summarise");
        assertThat(declared.get("summarise")).isNotEqualTo(old);
        assertThat(runs("nightly"))
                .extracting(RunView::task, RunView::number, RunView::state)
                .containsExactlyInAnyOrder(
                        tuple("summarise", 1, RunState.SUCCEEDED),
                        tuple("summarise", 2, RunState.SUCCEEDED),
                        tuple("measure", 1, RunState.SUCCEEDED),
                        tuple("measure", 2, RunState.SUCCEEDED));
        assertThat(avow().history().changes("nightly")).hasSize(3);
    }

    @Test
    void refuses_to_redeclare_the_same_bytes() {
        avow().register(nightly(5));
        manual.fireDueAt("2026-01-05T03:00:00Z");
        Identity old = run("nightly", "summarise").identity();

        assertThatThrownBy(() -> avow().redeclare("nightly", SLOT))
                .isInstanceOf(EngineException.class)
                .hasMessage("Redeclaration refused: the declaration of job 'nightly' for occasion '" + SLOT
                        + "' would be the same, " + old
                        + ". When it has ended, and was not rejected, use rerun(identity) to execute it again.");
    }

    @Test
    void redeclares_one_task_alone() {
        avow().register(nightly(5));
        manual.fireDueAt("2026-01-05T03:00:00Z");
        avow().register(job("nightly")
                .schedule(cron("0 0 3 * * ?"))
                .task("summarise", operator("summarise").parameter("sentences", 5))
                .task("measure", operator("measure").parameter("scale", "0.5"))
                .after("summarise")
                .build());

        avow().redeclare("nightly", "measure", SLOT);
        manual.fireDue();

        assertThat(summarise.executed()).hasSize(1);
        assertThat(measure.executed()).hasSize(2);
    }

    @Test
    void redeclares_a_slot_that_was_refused() throws Exception {
        avow().register(job("nightly")
                .schedule(cron("0 0 3 * * ?"))
                .task("summarise", operator("summarise"))
                .input("tickets", InputSource.file(directory.resolve("tickets.txt")))
                .build());
        manual.fireDueAt("2026-01-05T03:00:00Z");
        Files.writeString(directory.resolve("tickets.txt"), "late");

        avow().redeclare("nightly", SLOT);
        manual.fireDue();

        assertThat(run("nightly", "summarise").state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(run("nightly", "summarise").number()).isEqualTo(1);
    }

    @Test
    void refuses_to_redeclare_an_occasion_that_nobody_decided() {
        avow().register(nightly(5));

        for (String occasion : new String[] {
            "slot:default:2026-01-05T03:00:00Z", "slot:default:2026-01-04T03:00:01Z", "slot:other:x", "manual:x", ""
        }) {
            assertThatThrownBy(() -> avow().redeclare("nightly", occasion))
                    .isInstanceOf(EngineException.class)
                    .hasMessage("Job 'nightly' has no decided occasion '" + occasion
                            + "'. Give one that its history shows, such as slot:NAME:2026-01-05T03:00:00Z.");
        }
    }

    @Test
    void denies_a_run_whose_input_changed_and_releases_it_when_it_is_restored() throws Exception {
        avow().register(job("nightly")
                .schedule(cron("0 0 3 * * ?"))
                .task("summarise", operator("summarise"))
                .input("tickets", InputSource.file(file("tickets.txt", "declared")))
                .build());
        clock.set("2026-01-05T03:00:00Z");
        manual.declareDue();
        file("tickets.txt", "other");
        manual.executeDue();
        RunView denied = run("nightly", "summarise");
        file("tickets.txt", "declared");

        int attempt = avow().release(denied.identity());
        manual.fireDue();

        assertThat(denied.state()).isEqualTo(RunState.DECLARED);
        assertThat(denied.waiting()).isEqualTo(waiting(Waiting.DENIED));
        assertThat(denied.attempts()).isZero();
        assertThat(denied.detail())
                .isEqualTo("Run denied, INPUT_CHANGED: job 'nightly', task 'summarise', scheduled for"
                        + " 2026-01-05T03:00:00Z, input 'tickets'. Restore the declared file, or declare the run again."
                        + "\n  declared: " + digest("declared") + "\n  found:    " + digest("other"));
        assertThat(attempt).isEqualTo(1);
        assertThat(run("nightly", "summarise").state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(events(denied.identity())).containsExactly("DECLARED", "DENIED", "RELEASED", "CLAIMED", "OUTCOME");
    }

    private static String digest(String content) {
        return Identity.of(content.getBytes(StandardCharsets.UTF_8)).toString();
    }

    @Test
    void denies_a_run_whose_input_went_away_and_not_one_whose_input_was_kept() throws Exception {
        avow().register(job("nightly")
                .schedule(cron("0 0 3 * * ?"))
                .task("summarise", operator("summarise"))
                .input("tickets", InputSource.file(file("a.txt", "a")))
                .task("measure", operator("measure"))
                .keptInput("tickets", InputSource.file(file("b.txt", "b")))
                .build());
        measure.does(run -> OperatorResult.success()
                .output("seen", "text/plain", run.input("tickets").bytes()));
        clock.set("2026-01-05T03:00:00Z");
        manual.declareDue();
        Files.delete(directory.resolve("a.txt"));
        Files.delete(directory.resolve("b.txt"));

        manual.fireDue();

        assertThat(run("nightly", "summarise").detail()).startsWith("Run denied, INPUT_MISSING: ");
        assertThat(run("nightly", "measure").state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(detail(run("nightly", "measure").identity())
                        .attempts()
                        .get(0)
                        .outputs()
                        .get(0)
                        .digest()
                        .text())
                .isEqualTo(digest("b"));
    }

    @Test
    void refuses_to_release_what_was_not_denied() {
        avow().register(nightly(5));
        manual.fireDueAt("2026-01-05T03:00:00Z");
        Identity identity = run("nightly", "summarise").identity();

        assertThatThrownBy(() -> avow().release(identity))
                .isInstanceOf(EngineException.class)
                .hasMessage("Release refused: " + identity + " is SUCCEEDED. Only a denied run can be released.");
    }
}
