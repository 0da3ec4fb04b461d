package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.dsl.PromptText.text;
import static dev.avow.engine.schedule.Cron.cron;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.db.Attempts.Claim;
import dev.avow.db.Attempts.OutputRow;
import dev.avow.db.Bytes;
import dev.avow.db.ContentStore;
import dev.avow.db.PrivateValues.PrivateRow;
import dev.avow.db.Requests.RequestRow;
import dev.avow.db.Runs.Standing;
import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.PrivatePlaces;
import dev.avow.engine.declaration.Responsible;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.dsl.Param;
import dev.avow.engine.gate.AttemptState;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.gate.PrivateCheck;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Hmac;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.ClearMessage;
import dev.avow.engine.operator.DeclaredRun;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.verification.FindingKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Private values are declared by HMAC, kept beside the declaration under one key, and checked before each attempt. */
class PrivateValuesTest extends EngineContract {

    private static final String LETTER = "Mrs Abel, account 4711";
    private static final ManualRequest REQUEST = ManualRequest.by("ann").key("k");
    private static final String OCCASION = "manual:k";

    private static Job letters() {
        return job("letters")
                .param("letter", Param.text().confidential())
                .param("tone", Param.text().orElse("dry"))
                .task(
                        "answer",
                        operator("summarise")
                                .system("Be {{params.tone}}.")
                                .user(text("Answer: {{params.letter}}").confidential()))
                .task(
                        "check",
                        operator("measure")
                                .user(text("Check: {{params.letter}}").confidential()))
                .after("answer")
                .build();
    }

    private static JsonObject letter(String text) {
        return JsonObject.builder().put("letter", text).build();
    }

    private Identity trigger(String text) {
        return avow().trigger("letters", letter(text), REQUEST).get("answer");
    }

    private Declaration declaration(Identity identity) {
        return Declaration.parse(detail(identity).declaration().getBytes(StandardCharsets.UTF_8));
    }

    private void use(ArrayDeque<Runnable> before) {
        manual.close();
        AvowBuilder builder = new AvowBuilder(() -> new Unclosed(store))
                .operators(summarise, measure)
                .privateKeys(() -> {
                    byte[] key = new byte[Hmac.KEY_BYTES];
                    key[0] = (byte) before.size();
                    Runnable first = before.poll();
                    if (first != null) {
                        first.run();
                    }
                    return key;
                });
        manual = ManualEngine.of(builder, clock).start();
        avow().register(letters());
    }

    @Test
    void stand_in_declarations_by_hmac_and_reach_operators_in_clear() {
        use(new ArrayDeque<>());

        Identity answer = trigger(LETTER);
        manual.executeDue();
        RequestRow request = store.read(session ->
                session.requests().due(clock.instant(), Set.of("letters"), 10).get(0));
        manual.fireDue();

        byte[] key = new byte[Hmac.KEY_BYTES];
        assertThat(declaration(answer).privateValues())
                .isEqualTo(new TreeMap<>(Map.of(
                        PrivatePlaces.param("letter"), Hmac.of(key, LETTER),
                        PrivatePlaces.message(1), Hmac.of(key, "Answer: " + LETTER))));
        DeclaredRun run = summarise.executed().get(0);
        assertThat(run.messages())
                .containsExactly(new ClearMessage("system", "Be dry."), new ClearMessage("user", "Answer: " + LETTER));
        assertThat(run.params())
                .isEqualTo(JsonObject.builder()
                        .put("letter", LETTER)
                        .put("tone", "dry")
                        .build());
        assertThat(measure.executed().get(0).messages()).containsExactly(new ClearMessage("user", "Check: " + LETTER));
        assertThat(detail(answer).privateValues()).isEqualTo(PrivateCheck.State.HOLDS);
        assertThat(request.occasion()).contains("hmac-sha256:").doesNotContain("account 4711");
        assertThat(Tables.with(store, "account 4711")).containsExactly("private_value");
    }

    @Test
    void have_one_key_for_a_request_so_that_the_same_one_is_the_same_run() {
        avow().register(letters());
        Preview before = avow().preview("letters", letter(LETTER), REQUEST).get(0);

        Identity first = trigger(LETTER);

        assertThat(before.isProvisional()).isTrue();
        assertThat(first).isNotEqualTo(before.identity());
        assertThat(trigger(LETTER)).isEqualTo(first);
        Preview after = avow().preview("letters", letter(LETTER), REQUEST).get(0);
        assertThat(after.declared()).isTrue();
        assertThat(after.isProvisional()).isFalse();
        assertThatThrownBy(() -> trigger("Mr Bell"))
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith("Request refused, REQUEST_REUSED: 'manual:k' of job 'letters'");
        assertThatThrownBy(() -> trigger("x".repeat(ContentStore.MAX_IN_DATABASE + 1)))
                .hasMessageContaining(
                        "Private value at /occasion/params/letter has 1048577 bytes. Give at most 1048576, and"
                                + " more as an input.");
        avow().eraseOccasion("letters", OCCASION, "ann", "asked by letter");
        assertThatThrownBy(() -> trigger(LETTER))
                .isInstanceOf(EngineException.class)
                .hasMessage("Request refused, ERASED: 'manual:k' of job 'letters' was declared before as " + first
                        + ", and its private values were erased. Use another request key, if it has to run again.");
        assertThat(runs("letters")).hasSize(1);
    }

    @Test
    void of_a_request_that_lost_a_race_are_built_again_with_the_key_of_the_first() {
        ArrayDeque<Runnable> before = new ArrayDeque<>();
        use(before);
        List<Identity> first = new ArrayList<>();
        before.add(() -> first.add(trigger(LETTER)));

        Identity second = trigger(LETTER);

        assertThat(first).containsExactly(second);
        assertThat(runs("letters")).hasSize(1);
    }

    @Test
    void that_are_the_same_are_not_redeclared_and_others_have_another_key() {
        avow().register(letters());
        Identity first = trigger(LETTER);
        manual.fireDue();
        String same =
                "Redeclaration refused: the declaration of job 'letters' for occasion 'manual:k' would be the same, "
                        + first + ". When it has ended, and was not rejected, use rerun(identity) to execute it again.";

        assertThatThrownBy(() -> avow().redeclare("letters", "answer", OCCASION))
                .hasMessage(same);
        avow().register(job("letters")
                .param("letter", Param.text().confidential())
                .param("tone", Param.text().orElse("dry"))
                .task(
                        "answer",
                        operator("summarise")
                                .user(text("Reply: {{params.letter}}").confidential()))
                .build());
        Identity second = avow().redeclare("letters", "answer", OCCASION).get("answer");

        assertThat(declaration(second).privateValues().get(PrivatePlaces.param("letter")))
                .isNotEqualTo(declaration(first).privateValues().get(PrivatePlaces.param("letter")));
        manual.fireDue();
        assertThat(summarise.executed().get(1).messages())
                .containsExactly(new ClearMessage("user", "Reply: " + LETTER));
    }

    @Test
    void of_slots_are_the_texts_of_the_definition() {
        avow().register(job("nightly")
                .schedule(cron("0 0 3 * * ?"))
                .param("who", Param.oneOf(LETTER, "Mr Bell").orElse(LETTER).confidential())
                .task(
                        "answer",
                        operator("summarise").user(text("{{params.who}}").confidential()))
                .build());

        BoundJob nightly = manual.core().registry().get("nightly");
        Prepared late = manual.core()
                .preparer()
                .prepare(
                        nightly.roots().get(0),
                        Occasions.parse(nightly.job(), "slot:default:2026-01-05T03:00:00Z")
                                .orElseThrow(),
                        Responsible.SCHEDULE,
                        false);

        manual.fireDueAt("2026-01-05T03:00:00Z");
        Identity first =
                manual.core().door().pass(passage -> manual.core().declarer().declare(passage, late, 1));

        assertThat(first).isEqualTo(run("nightly", "answer").identity()).isNotEqualTo(late.identity());
        assertThat(Tables.with(store, "DECLARED_DIFFERENTLY")).isEmpty();
        assertThat(summarise.executed().get(0).messages()).containsExactly(new ClearMessage("user", LETTER));
        assertThat(summarise.executed().get(0).params()).isEqualTo(JsonObject.empty());
        assertThat(detail(run("nightly", "answer").identity()).declaration()).doesNotContain("account 4711");
    }

    @Test
    void that_changed_or_are_gone_are_denied() {
        tampered.add(FindingKind.PRIVATE_CHANGED);
        avow().register(letters());
        Identity changed = trigger(LETTER);
        store.writeOnly(session -> {
            PrivateRow row = session.privateValues().find(changed.toString()).orElseThrow();
            Map<String, Bytes> texts = new TreeMap<>(row.texts());
            texts.put(PrivatePlaces.message(1), Disclosing.utf8("Answer: nothing"));
            session.privateValues().delete(changed.toString());
            session.privateValues().insert(changed.toString(), new PrivateRow(row.key(), texts));
        });

        manual.fireDue();
        assertThat(run("letters", "answer").detail())
                .isEqualTo(
                        "Run denied, PRIVATE_CHANGED: job 'letters', task 'answer', occasion 'manual:k', of its private"
                                + " values the text at /prompt/messages/1/content differs. Restore them from a backup, or declare"
                                + " the run again.");
        assertThat(detail(changed).privateValues()).isEqualTo(PrivateCheck.State.MISMATCH);
        store.writeOnly(session -> session.privateValues().delete(changed.toString()));
        avow().release(changed);
        manual.fireDue();

        assertThat(run("letters", "answer").waiting()).contains(Waiting.DENIED);
        assertThat(run("letters", "answer").detail())
                .contains("PRIVATE_CHANGED", "the texts and their key are missing");
        assertThat(summarise.executed()).isEmpty();
    }

    @Test
    void stay_private_though_a_later_definition_would_declare_them_in_clear() {
        avow().register(letters());
        trigger(LETTER);
        avow().register(job("letters")
                .param("letter", Param.text())
                .task("answer", operator("summarise").user("{{params.letter}}"))
                .build());

        assertThatThrownBy(() -> avow().redeclare("letters", OCCASION))
                .hasMessage("Declaration of job 'letters', task 'answer', occasion 'manual:k' cannot be made: Param"
                        + " 'letter' is private, and a text that is declared in clear names it. Make that text confidential,"
                        + " or do not name it there. Mend the cause, then redeclare.");

        assertThat(runs("letters")).hasSize(1);
        assertThat(Tables.with(store, "account 4711")).containsExactly("private_value");
    }

    @Test
    void of_an_output_cannot_be_read_by_texts_that_are_declared_in_clear() {
        summarise.does(
                run -> OperatorResult.success().output("text", "text/plain", LETTER.getBytes(StandardCharsets.UTF_8)));
        String named = "{{#upstream}}{{#answer}}{{outputs.text.text}}{{/answer}}{{/upstream}}";
        Job job = job("letters")
                .task("answer", operator("summarise"))
                .privateOutputs()
                .task("check", operator("measure").user(text(named).confidential()))
                .after("answer")
                .task("publish", operator("measure").user(named))
                .after("answer")
                .build();
        avow().register(job);

        avow().trigger("letters", JsonObject.empty(), REQUEST);
        manual.fireDue();

        assertThat(measure.executed()).hasSize(1);
        assertThat(measure.executed().get(0).messages()).containsExactly(new ClearMessage("user", LETTER));
        assertThat(runs("letters")).hasSize(2);
        assertThat(Tables.with(
                        store, "Output 'text' of task 'answer' is private, and a text that is declared in clear"))
                .containsExactly("event");
    }

    @Test
    void an_outcome_whose_content_was_erased_before_it_was_recorded_is_a_failure() {
        avow().register(letters());
        Identity identity = trigger(LETTER);
        Claim claim = new Claim(identity.toString(), 1, manual.core().node(), 1);
        manual.core().door().pass(passage -> {
            passage.withdraw(identity, 1);
            return true;
        });
        store.writeOnly(session -> {
            claimed(session, identity, claim);
            session.runs()
                    .change(
                            claim.identity(),
                            Set.of("DECLARED"),
                            new Standing("RUNNING", Optional.empty(), "", 1, clock.instant()));
        });
        String lost = Digest.of(new byte[] {1}).text();

        new Outcomes(manual.core())
                .record(
                        new Outcome(
                                claim,
                                AttemptState.SUCCEEDED,
                                "",
                                false,
                                List.of(new OutputRow(claim.identity(), 1, "text", lost, "text/plain", 1)),
                                JsonObject.empty(),
                                false,
                                true,
                                Then.policy()),
                        Optional.empty());

        assertThat(run("letters", "answer").detail())
                .isEqualTo(
                        "Outputs [text] were kept, and contents equal to theirs were erased with another run before the"
                                + " outcome was recorded. Let the run be tried again.");
        assertThat(detail(identity).attempts().get(0).outputs()).isEmpty();
    }

    @Test
    void of_an_output_that_is_no_json_for_templates_are_not_told_by_the_refusal() {
        summarise.does(run -> OperatorResult.success()
                .output("text", "application/json", "{\"Mrs Abel\":0.5}".getBytes(StandardCharsets.UTF_8)));
        avow().register(job("letters")
                .task("answer", operator("summarise"))
                .privateOutputs()
                .task(
                        "check",
                        operator("measure")
                                .user(text("{{upstream.answer.outputs.text.json.score}}")
                                        .confidential()))
                .after("answer")
                .build());
        avow().trigger("letters", JsonObject.empty(), REQUEST);

        manual.fireDue();

        assertThat(avow().history().events("letters", EventKind.REFUSED, 1))
                .singleElement()
                .satisfies(event -> assertThat(event.body())
                        .contains("Output 'text' of task 'answer' is no JSON object without fractions")
                        .doesNotContain("Abel"));
    }
}
