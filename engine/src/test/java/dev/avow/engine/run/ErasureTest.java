package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.dsl.PromptText.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.db.Attempts.OutputRow;
import dev.avow.db.ContentStore;
import dev.avow.engine.EngineException;
import dev.avow.engine.dsl.Elements;
import dev.avow.engine.dsl.InputSource;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.dsl.Param;
import dev.avow.engine.gate.PrivateCheck;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.history.AttemptView.OutputView;
import dev.avow.engine.history.AttemptView.Privacy;
import dev.avow.engine.history.RunDetail;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Erasing deletes texts, key and private outputs; the identity holds, and nothing of the run is executed again. */
class ErasureTest extends EngineContract {

    private static final String LETTER = "Mrs Abel, account 4711";
    private static final byte[] LARGE = new byte[ContentStore.MAX_IN_DATABASE + 1];

    private static JsonObject params(String letter) {
        return JsonObject.builder().put("letter", letter).build();
    }

    /** The task 'check' reads what 'answer' made. */
    private static Job letters() {
        return job("letters")
                .param("letter", Param.text().confidential())
                .task(
                        "answer",
                        operator("summarise").user(text("{{params.letter}}").confidential()))
                .privateOutputs()
                .task("check", operator("measure"))
                .after("answer")
                .build();
    }

    private Identity trigger(String key) {
        return avow().trigger("letters", params(LETTER), ManualRequest.by("ann").key(key))
                .get("answer");
    }

    private void answers(String text) {
        summarise.does(run -> OperatorResult.success()
                .output("text", "text/plain", text.getBytes(StandardCharsets.UTF_8))
                .output("scan", "image/png", LARGE));
    }

    private Map<String, OutputView> outputs(Identity identity) {
        Map<String, OutputView> outputs = new TreeMap<>();
        detail(identity).attempts().get(0).outputs().forEach(output -> outputs.put(output.name(), output));
        return outputs;
    }

    private boolean isKept(OutputView output) {
        return store.contents().open(output.digest().text()).isPresent();
    }

    private RunView ofTask(String task) {
        return runs("letters").stream()
                .filter(run -> run.task().equals(task))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void deletes_texts_key_and_private_outputs_and_leaves_the_identity_as_it_was() {
        answers("Dear Mrs Abel, about 4711");
        avow().register(letters());
        Identity identity = trigger("k");
        manual.fireDue();
        RunDetail before = detail(identity);
        assertThat(outputs(identity).values())
                .allMatch(this::isKept)
                .extracting(OutputView::privacy)
                .containsOnly(Privacy.PRIVATE);

        assertThat(avow().eraseOccasion("letters", "manual:k", "ann", "asked by letter"))
                .containsExactlyInAnyOrder(identity, ofTask("check").identity());

        RunDetail after = detail(identity);
        assertThat(after.privateValues()).isEqualTo(PrivateCheck.State.ERASED);
        assertThat(after.declaration()).isEqualTo(before.declaration());
        assertThat(Digest.of(after.declaration().getBytes(StandardCharsets.UTF_8))
                        .text())
                .isEqualTo(identity.toString());
        assertThat(after.run().state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(outputs(identity).values())
                .noneMatch(this::isKept)
                .extracting(OutputView::privacy)
                .containsOnly(Privacy.ERASED);
        assertThat(after.events())
                .last()
                .satisfies(event -> assertThat(event.kind() + " " + event.body())
                        .isEqualTo("ERASED {\"by\":\"ann\",\"outputs\":2,\"places\":[\"/occasion/params/letter\","
                                + "\"/prompt/messages/0/content\"],\"reason\":\"asked by letter\"}"));
        assertThat(Tables.with(store, "Mrs Abel")).isEmpty();
        assertThatThrownBy(() -> avow().rerun(identity))
                .isInstanceOf(EngineException.class)
                .hasMessage("Rerun refused, ERASED: the private values and outputs of " + identity
                        + " were erased. Redeclare its occasion, if it has to run.");
        assertThatThrownBy(() -> avow().redeclare("letters", "manual:k"))
                .hasMessage("Private param 'letter' of job 'letters', occasion 'manual:k', was erased. Trigger the job"
                        + " under another request key, if it has to run.");
        assertThatThrownBy(() -> avow().erase(identity, "ann", "again"))
                .hasMessage("Erase refused: " + identity + " was erased before. Nothing needs to be done.");
        assertThatThrownBy(() -> avow().eraseOccasion("letters", "manual:k", "ann", "again"))
                .hasMessage(
                        "Erase refused: no run of job 'letters' for occasion 'manual:k' has something private that is"
                                + " not erased. Look it up in the history of its job.");
    }

    @Test
    void leaves_contents_that_others_have_until_those_are_erased_too() {
        answers("yes");
        avow().register(letters());
        Identity one = trigger("one");
        Identity two = trigger("two");
        manual.fireDue();

        avow().erase(one, "ann", "asked by letter");
        assertThat(outputs(one).values()).allMatch(this::isKept);
        avow().erase(two, "ann", "asked by letter");

        assertThat(outputs(one).values()).noneMatch(this::isKept);
    }

    @Test
    void leaves_a_kept_input_that_equals_an_output_and_a_file_that_cannot_be_deleted_is_tried_again() {
        answers("yes");
        avow().register(letters());
        avow().register(job("keeper")
                .task("measure", operator("measure"))
                .keptInput("note", InputSource.file(file("note", "yes")))
                .build());
        avow().trigger("keeper", JsonObject.empty(), ManualRequest.by("ann"));
        Identity identity = trigger("k");
        manual.fireDue();
        store.writeOnly(session -> session.erasures()
                .addRemoval(outputs(identity).get("scan").digest().text()));

        manual.checkIn();
        assertThat(isKept(outputs(identity).get("scan"))).isTrue();
        assertThat(store.<Integer>read(
                        session -> session.erasures().removals(10).size()))
                .isZero();
        avow().erase(identity, "ann", "asked by letter");

        assertThat(isKept(outputs(identity).get("text"))).isTrue();
        assertThat(isKept(outputs(identity).get("scan"))).isFalse();
    }

    @Test
    void waits_for_an_attempt_that_runs_and_refuses_what_is_not_private_or_not_said() {
        List<String> messages = new ArrayList<>();
        summarise.does(run -> {
            try {
                avow().erase(run.identity(), "ann", "asked by letter");
            } catch (EngineException e) {
                messages.add(String.valueOf(e.getMessage()));
            }
            return OperatorResult.success();
        });
        avow().register(letters());
        avow().register(job("open").task("measure", operator("measure")).build());
        Identity open = avow().trigger("open", JsonObject.empty(), ManualRequest.by("ann"))
                .get("measure");

        Identity identity = trigger("k");
        manual.fireDue();

        assertThat(messages)
                .containsExactly("Erase refused: an attempt of " + identity
                        + " runs. Wait until it has ended, or cancel the run first.");
        assertThatThrownBy(() -> avow().erase(open, "ann", "asked by letter"))
                .hasMessage("Erase refused: " + open
                        + " has no private values, and no private outputs. Nothing needs to be" + " done.");
        assertThatThrownBy(() -> avow().erase(identity, " ", "asked by letter"))
                .hasMessage(
                        "Erase refused: the name of who erases ' ' is not valid. Use 1 to 200 characters, none of them"
                                + " a control character.");
        assertThatThrownBy(() -> avow().erase(identity, "ann", ""))
                .hasMessage(
                        "Erase refused: the reason '' is not valid. Use 1 to 2000 characters, none of them a control"
                                + " character.");
        assertThat(detail(identity).privateValues()).isEqualTo(PrivateCheck.State.HOLDS);
    }

    @Test
    void denies_a_run_that_has_not_ended_at_once_and_for_good() {
        avow().register(letters());
        Identity identity = trigger("k");

        avow().erase(identity, "ann", "asked by letter");

        assertThat(manual.fireDue()).isZero();
        assertThat(summarise.executed()).isEmpty();
        RunView run = ofTask("answer");
        assertThat(run.state()).isEqualTo(RunState.DECLARED);
        assertThat(run.waiting()).contains(Waiting.DENIED);
        assertThat(run.detail())
                .isEqualTo(
                        "Run denied, ERASED: its private values and outputs were erased. Redeclare its occasion, if it"
                                + " has to run.");
        assertThat(events(identity)).containsExactly("DECLARED", "ERASED", "DENIED");
        assertThatThrownBy(() -> avow().release(identity)).hasMessageStartingWith("Release refused, ERASED: ");
        assertThatThrownBy(() -> avow().approve(identity, Review.by("bob", "editor")))
                .hasMessageStartingWith("Approve refused, ERASED: ");
        avow().cancel(identity);
        assertThat(ofTask("answer").state()).isEqualTo(RunState.CANCELLED);
    }

    @Test
    void denies_a_task_that_needs_an_erased_output_and_refuses_one_that_needs_an_erased_param() {
        answers("yes");
        Job job = letters();
        avow().register(job);
        Identity first = trigger("one");
        manual.executeDue();
        manual.declareDue();
        avow().erase(first, "ann", "asked by letter");
        manual.fireDue();
        assertThat(ofTask("check").waiting()).contains(Waiting.DENIED);
        assertThat(ofTask("check").detail())
                .isEqualTo(
                        "Run denied, ERASED: job 'letters', task 'check', occasion 'manual:one', output 'scan' of task"
                                + " 'answer' was erased. Declare that task again, if this one has to run.");

        Identity second = trigger("two");
        manual.executeDue();
        avow().erase(second, "ann", "asked by letter");
        manual.fireDue();

        assertThat(measure.executed()).isEmpty();
        assertThat(runs("letters")).hasSize(3);
        assertThat(Tables.with(store, "Private param 'letter' of job 'letters', occasion 'manual:two', was erased."))
                .containsExactly("event");
        assertThat(store.<List<OutputRow>>read(session -> session.attempts().outputs(second.toString(), 1)))
                .hasSize(2);
    }

    @Test
    void leaves_a_list_that_a_mapped_task_goes_on_with() {
        summarise.does(run -> OperatorResult.success()
                .output("list", "application/json", "[{\"key\":\"a\"}]".getBytes(StandardCharsets.UTF_8)));
        avow().register(letters());
        Identity identity = trigger("k");
        manual.fireDue();
        avow().register(job("each")
                .task("each", operator("measure"))
                .mapped(Elements.of("a"))
                .build());
        avow().trigger("each", JsonObject.empty(), ManualRequest.by("ann").key("k"));
        manual.fireDue();

        avow().erase(identity, "ann", "asked by letter");

        assertThat(isKept(outputs(identity).get("list"))).isTrue();
    }
}
