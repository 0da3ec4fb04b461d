package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.engine.gate.RunState;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonArray;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.identity.JsonValue;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.OperatorResult.BytesOutput;
import dev.avow.engine.operator.OperatorResult.Ending;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whatever a database would not take of an operator's result, the attempt ends at once, and says why. */
class UnstorableResultTest extends EngineContract {

    private static final byte[] NOTHING = {};

    /** Returns how the only attempt of a run failed, without a check-in that could have mended it. */
    private String failure(FakeOperator.Work work) {
        summarise.does(work);
        avow().register(job("ad-hoc").task("summarise", operator("summarise")).build());
        Identity identity = avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"))
                .get("summarise");
        manual.fireDue();
        assertThat(run("ad-hoc", "summarise").state()).isEqualTo(RunState.FAILED);
        assertThat(events(identity)).containsExactly("DECLARED", "CLAIMED", "OUTCOME");
        return run("ad-hoc", "summarise").detail();
    }

    @Test
    void a_thrown_message_is_stored_without_what_the_database_could_not() {
        assertThat(failure(run -> {
                    throw OperatorException.permanent("nul \0, lone \uD800, long " + "x".repeat(100_000));
                }))
                .startsWith("nul \uFFFD, lone \uFFFD, long xxx")
                .endsWith("xxx...")
                .hasSize(2003);
    }

    @Test
    @SuppressWarnings("NullAway") // why: an operator that is written without it can do so
    void a_result_without_a_message_is_a_failure() {
        assertThat(failure(run ->
                        new OperatorResult(Ending.SUCCEEDED, null, List.of(), JsonObject.empty(), Optional.empty())))
                .startsWith("java.lang.NullPointerException");
    }

    @Test
    void two_outputs_of_one_name_are_refused() {
        assertThat(failure(run -> new OperatorResult(
                        Ending.SUCCEEDED,
                        "",
                        List.of(
                                new BytesOutput("summary", "text/plain", NOTHING),
                                new BytesOutput("summary", "text/plain", new byte[] {1})),
                        JsonObject.empty(),
                        Optional.empty())))
                .isEqualTo("Operator gave two outputs of one name. Give each a name of its own.");
    }

    @Test
    void an_output_whose_name_is_too_long_is_refused() {
        String name = "a".repeat(101);

        assertThat(failure(run -> OperatorResult.success().output(name, "text/plain", NOTHING)))
                .isEqualTo("Output name '" + name + "' is not valid. Use the form [a-z0-9][a-z0-9._-]{0,99}.");
    }

    @Test
    void an_output_whose_media_type_is_too_long_is_refused() {
        String type = "text/" + "x".repeat(127);

        assertThat(failure(run -> OperatorResult.success().output("summary", type, NOTHING)))
                .isEqualTo("Media type '" + type + "' of output 'summary' is not valid. Use the form type/subtype.");
    }

    @Test
    void the_longest_name_and_media_type_are_stored() {
        String name = "a".repeat(100);
        String type = "t".repeat(126) + "/" + "x".repeat(126);
        summarise.does(run -> OperatorResult.success().output(name, type, NOTHING));
        avow().register(job("ad-hoc").task("summarise", operator("summarise")).build());
        Identity identity = avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"))
                .get("summarise");

        manual.fireDue();

        assertThat(detail(identity).attempts().get(0).outputs())
                .extracting(output -> output.name() + " " + output.mediaType())
                .containsExactly(name + " " + type);
    }

    @Test
    void notes_that_are_nested_too_deep_are_refused() {
        JsonValue note = new JsonString("");
        for (int i = 0; i < 100; i++) {
            note = new JsonArray(List.of(note));
        }
        JsonValue deep = note;

        assertThat(failure(run -> OperatorResult.success().note("log", deep)))
                .isEqualTo("Operator gave notes that cannot be kept: nesting is deeper than 64.");
    }

    @Test
    void notes_that_are_too_big_are_refused() {
        assertThat(failure(run -> OperatorResult.success().note("log", new JsonString("x".repeat(1 << 16)))))
                .isEqualTo("Operator gave notes of 65546 bytes. Give at most 65536, and the rest as an output.");
    }

    @Test
    void a_pipe_is_no_output() throws Exception {
        Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        assertThat(failure(run -> OperatorResult.success().output("summary", "text/plain", pipe)))
                .isEqualTo(
                        "Outputs cannot be kept: output 'summary' cannot be read, java.io.IOException: not a regular file: "
                                + pipe + ". Let the operator write a regular file before it returns.");
    }
}
