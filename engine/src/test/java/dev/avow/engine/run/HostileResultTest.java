package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.db.Attempts.OutputRow;
import dev.avow.engine.EngineException;
import dev.avow.engine.dsl.InputSource;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.operator.Component;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.verification.FindingKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever an operator gives, or an input turns out to be, the run gets an end and a reason. */
class HostileResultTest extends EngineContract {

    private String detailOf(OperatorResult result) {
        summarise.does(run -> result);
        avow().register(job("ad-hoc").task("summarise", operator("summarise")).build());
        avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"));
        manual.fireDue();
        assertThat(run("ad-hoc", "summarise").state()).isEqualTo(RunState.FAILED);
        return run("ad-hoc", "summarise").detail();
    }

    @Test
    void stores_a_message_that_the_database_could_not() {
        String message = "nul \0, lone \uD800, long " + "x".repeat(100_000);

        assertThat(detailOf(OperatorResult.failure(message, false)))
                .startsWith("nul \uFFFD, lone \uFFFD, long xxx")
                .endsWith("xxx...")
                .hasSize(2003);
    }

    @Test
    void refuses_an_output_whose_name_is_none() {
        assertThat(detailOf(OperatorResult.success().output("../a\0b", "text/plain", new byte[0])))
                .isEqualTo("Output name '../a\uFFFDb' is not valid. Use the form [a-z0-9][a-z0-9._-]{0,99}.");
    }

    @Test
    void refuses_an_output_whose_media_type_is_none() {
        assertThat(detailOf(OperatorResult.success().output("a", "text\n", new byte[0])))
                .isEqualTo("Media type 'text\n' of output 'a' is not valid. Use the form type/subtype.");
    }

    @Test
    void refuses_notes_that_are_too_big_for_an_event() {
        assertThat(detailOf(OperatorResult.success().note("log", new JsonString("x".repeat(2_000_000)))))
                .startsWith("Operator gave notes that cannot be kept: ");
        assertThat(runs("ad-hoc")).hasSize(1);
    }

    @Test
    void refuses_more_outputs_than_an_event_can_list() {
        OperatorResult result = OperatorResult.success();
        for (int i = 0; i <= 1000; i++) {
            result = result.output("o" + i, "text/plain", new byte[0]);
        }

        assertThat(detailOf(result)).isEqualTo("Operator gave 1001 outputs. Give at most 1000.");
    }

    @Test
    void records_a_failure_where_the_database_refuses_the_outcome() {
        tampered.addAll(Set.of(FindingKind.OUTPUT_MISMATCH, FindingKind.CONTENT_MISSING));
        summarise.does(run -> {
            String identity = run.identity().toString();
            OutputRow taken =
                    new OutputRow(identity, 1, "summary", Digest.of(new byte[0]).text(), "text/plain", 0);
            store.writeOnly(session -> session.attempts().insertOutputs(List.of(taken)));
            return OperatorResult.success().output("summary", "text/plain", new byte[] {1});
        });
        avow().register(job("ad-hoc").task("summarise", operator("summarise")).build());
        avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"));

        manual.fireDue();

        RunView run = run("ad-hoc", "summarise");
        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.detail())
                .isEqualTo("Outcome SUCCEEDED could not be stored: the database refused it. The log of node "
                        + manual.core().node() + " has the cause.");
    }

    @Test
    void denies_a_run_whose_private_files_find_no_place() {
        manual.close();
        Path folder = directory.resolve("gone");
        manual = ManualEngine.of(
                        new AvowBuilder(() -> new Unclosed(store))
                                .operators(summarise)
                                .workFolder(folder),
                        clock)
                .start();
        avow().register(job("ad-hoc").task("summarise", operator("summarise")).build());
        Identity identity = avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"))
                .get("summarise");

        manual.fireDue();

        assertThat(run("ad-hoc", "summarise").waiting()).isEqualTo(waiting(Waiting.DENIED));
        assertThat(run("ad-hoc", "summarise").detail())
                .isEqualTo("Run denied, UNREADABLE: " + identity + ", no work directory can be made in " + folder
                        + ". Make room there, then release the run.");
        assertThat(summarise.executed()).isEmpty();
    }

    @Test
    void refuses_an_input_that_is_not_a_regular_file() throws Exception {
        Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        for (Path special : new Path[] {pipe, directory, Path.of("/dev/zero")}) {
            avow().register(job("ad-hoc")
                    .task("summarise", operator("summarise"))
                    .input("in", InputSource.file(special))
                    .build());

            assertThatThrownBy(() -> avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann")))
                    .isInstanceOf(EngineException.class)
                    .hasMessageEndingWith(" cannot be read: " + special + ". Put the file there, then redeclare.");
        }
    }

    @Test
    void denies_an_input_that_became_a_pipe() throws Exception {
        Path input = file("in.txt", "declared");
        avow().register(job("ad-hoc")
                .task("summarise", operator("summarise"))
                .input("in", InputSource.file(input))
                .build());
        avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"));
        Files.delete(input);
        assertThat(new ProcessBuilder("mkfifo", input.toString()).start().waitFor())
                .isZero();

        manual.fireDue();

        assertThat(run("ad-hoc", "summarise").detail()).startsWith("Run denied, UNREADABLE: ");
        assertThat(summarise.executed()).isEmpty();
    }

    @Test
    void registers_no_job_that_lacks_a_part_which_its_operator_needs() {
        manual.close();
        manual = engine(FakeOperator.of("chat", "1", Component.MODEL, Component.PROMPT, Component.CONSTRAINTS))
                .start();

        assertThatThrownBy(() -> avow().register(job("nightly")
                        .task("answer", operator("chat").user("Hello"))
                        .build()))
                .isInstanceOf(EngineException.class)
                .hasMessage("Job 'nightly' lacks [MODEL, CONSTRAINTS] in task 'answer', which operator 'chat' needs."
                        + " Add it to the task.");
    }
}
