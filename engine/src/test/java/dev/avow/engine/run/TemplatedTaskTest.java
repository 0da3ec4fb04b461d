package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.schedule.Cron.cron;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.declaration.Prompt;
import dev.avow.engine.declaration.Prompt.Message;
import dev.avow.engine.dsl.InputSource;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.dsl.Param;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Prompts and arguments are rendered when they are declared, from what the declaration stands for. */
class TemplatedTaskTest extends EngineContract {

    private Job digest(Path tickets) {
        return job("digest")
                .schedule(cron("0 0 3 * * ?"))
                .param("tone", Param.oneOf("dry", "warm").orElse("dry"))
                .task(
                        "summarise",
                        operator("summarise")
                                .system("Be {{params.tone}}.")
                                .user("{{occasion.kind}} {{interval.start}} {{interval.end}}\n{{inputs.tickets.text}}")
                                .parameter("file", "{{inputs.tickets.digest}}"))
                .input("tickets", InputSource.file(tickets))
                .task(
                        "measure",
                        operator("measure")
                                .user("{{upstream.summarise.outputs.score.json.value}} of"
                                        + " {{upstream.summarise.identity}}"))
                .after("summarise")
                .build();
    }

    private Declaration declaration(RunView run) {
        return declaration(run.identity());
    }

    private Declaration declaration(Identity identity) {
        return Declaration.parse(detail(identity).declaration().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_slots_prompts_are_rendered_from_its_interval_params_inputs_and_upstream_outputs() {
        summarise.does(run -> OperatorResult.success()
                .output("score", "application/json", "{\"value\":7}".getBytes(StandardCharsets.UTF_8)));
        avow().register(digest(file("tickets.txt", "late {{params.tone}} again")));

        manual.fireDueAt("2026-01-05T03:00:00Z");

        Declaration first = declaration(run("digest", "summarise"));
        assertThat(first.prompt().orElseThrow().messages())
                .containsExactly(
                        new Message("system", "Be dry."),
                        new Message(
                                "user", "slot 2026-01-04T03:00:00Z 2026-01-05T03:00:00Z\nlate {{params.tone}} again"));
        assertThat(first.parameters().find("file").orElseThrow().toString())
                .contains(first.context().inputs().get("tickets").digest().text());
        assertThat(declaration(run("digest", "measure")).prompt().orElseThrow().messages())
                .containsExactly(
                        new Message("user", "7 of " + run("digest", "summarise").identity()));
    }

    @Test
    void a_manual_runs_prompts_are_rendered_from_its_params() {
        avow().register(job("ask")
                .param("who", Param.text())
                .task("summarise", operator("summarise").user("Hello {{params.who}}, {{occasion.request}}"))
                .build());

        Identity identity = avow().trigger(
                        "ask",
                        JsonObject.builder().put("who", "Ann").build(),
                        ManualRequest.by("ann").key("k"))
                .get("summarise");

        assertThat(declaration(identity).prompt().orElseThrow().messages())
                .containsExactly(new Message("user", "Hello Ann, k"));
    }

    @Test
    void occasions_of_one_definition_have_one_spec_and_one_template_though_their_texts_differ() {
        avow().register(digest(file("tickets.txt", "late")));

        manual.fireDueAt("2026-01-05T03:00:00Z");
        manual.fireDueAt("2026-01-06T03:00:00Z");

        List<RunView> found = runs("digest").stream()
                .filter(run -> run.task().equals("summarise"))
                .toList();
        assertThat(found).hasSize(2);
        assertThat(found).extracting(RunView::spec).containsOnly(found.get(0).spec());
        List<Prompt> prompts = found.stream()
                .map(run -> declaration(run).prompt().orElseThrow())
                .toList();
        assertThat(prompts.get(0).template()).isEqualTo(prompts.get(1).template());
        assertThat(prompts.get(0).messages()).isNotEqualTo(prompts.get(1).messages());
    }

    @Test
    void a_variable_without_a_value_refuses_the_declaration() {
        avow().register(job("ask")
                .task("summarise", operator("summarise").user("{{interval.start}}"))
                .build());

        assertThatThrownBy(() -> avow().trigger("ask", JsonObject.empty(), ManualRequest.by("ann")))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("Template names 'interval' in line 1, which has no value here.");
        assertThat(runs("ask")).isEmpty();
    }

    @Test
    void a_preview_is_what_is_then_declared_and_stores_nothing() {
        avow().register(digest(file("tickets.txt", "late")));
        String slot = "slot:default:2026-01-05T03:00:00Z";

        Preview before = avow().preview("digest", slot).get(0);
        assertThat(runs("digest")).isEmpty();
        assertThat(before.declared()).isFalse();
        manual.fireDueAt("2026-01-05T03:00:00Z");

        RunView run = run("digest", "summarise");
        assertThat(run.identity()).isEqualTo(before.identity());
        assertThat(detail(run.identity()).declaration().getBytes(StandardCharsets.UTF_8))
                .isEqualTo(before.declaration().canonicalBytes());
        assertThat(avow().preview("digest", slot).get(0).declared()).isTrue();
    }

    @Test
    void a_preview_keeps_no_input_and_refuses_what_is_no_slot() {
        avow().register(job("kept")
                .schedule(cron("0 0 3 * * ?"))
                .task("summarise", operator("summarise"))
                .keptInput("tickets", InputSource.file(file("tickets.txt", "late")))
                .build());

        Preview preview =
                avow().preview("kept", "slot:default:2026-01-05T03:00:00Z").get(0);

        String digest =
                preview.declaration().context().inputs().get("tickets").digest().text();
        assertThat(store.contents().open(digest)).isEmpty();
        assertThatThrownBy(() -> avow().preview("kept", "slot:default:2026-01-05T03:00:01Z"))
                .isInstanceOf(EngineException.class)
                .hasMessage("Job 'kept' has no slot 'slot:default:2026-01-05T03:00:01Z'. Give one as slot:NAME:TIME,"
                        + " such as slot:default:2026-01-05T03:00:00Z.");
    }
}
