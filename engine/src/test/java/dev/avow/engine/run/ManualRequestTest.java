package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Declaration;
import dev.avow.engine.dsl.InputSource;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.dsl.Param;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManualRequestTest extends EngineContract {

    private static Job adHoc() {
        return job("ad-hoc")
                .param("language", Param.oneOf("de", "fr").orElse("fr"))
                .param("count", Param.integer().between(1, 10).orElse(3))
                .task("summarise", operator("summarise"))
                .build();
    }

    private static JsonObject params(String language) {
        return JsonObject.builder().put("language", language).build();
    }

    @Test
    void declares_who_asked_for_what_under_which_key() {
        avow().register(adHoc());

        Identity identity = avow().trigger(
                        "ad-hoc", params("de"), ManualRequest.by("ann").key("ticket-7"))
                .get("summarise");

        Declaration declaration =
                Declaration.parse(detail(identity).declaration().getBytes(StandardCharsets.UTF_8));
        assertThat(declaration.occasion().key()).isEqualTo("manual:ticket-7");
        assertThat(declaration.responsible().submitter()).isEqualTo("ann");
        assertThat(detail(identity).declaration()).contains("\"params\":{\"count\":3,\"language\":\"de\"}");
    }

    @Test
    void refuses_params_that_are_unknown_or_bad_all_at_once() {
        avow().register(adHoc());
        JsonObject bad = JsonObject.builder()
                .put("count", 11)
                .put("language", 7)
                .put("tone", "dry")
                .build();

        assertThatThrownBy(() -> avow().trigger("ad-hoc", bad, ManualRequest.by("ann")))
                .isInstanceOf(EngineException.class)
                .hasMessage("Params of job 'ad-hoc' are not valid: 'tone' is no param of it; it has count, language;"
                        + " 'count' is 11, which is not an integer from 1 to 10; 'language' is 7, which is not a text."
                        + " Give the params that the job defines.");

        assertThat(runs("ad-hoc")).isEmpty();
    }

    @Test
    void answers_the_same_request_with_the_same_run() {
        avow().register(adHoc());
        ManualRequest request = ManualRequest.by("ann").key("ticket-7");

        Map<String, Identity> first = avow().trigger("ad-hoc", params("de"), request);
        manual.fireDue();
        Map<String, Identity> second = avow().trigger("ad-hoc", params("de"), request);
        manual.fireDue();

        assertThat(second).isEqualTo(first);
        assertThat(summarise.executed()).hasSize(1);
    }

    @Test
    void refuses_the_same_request_with_another_declaration() {
        avow().register(adHoc());
        ManualRequest request = ManualRequest.by("ann").key("ticket-7");
        Identity first = avow().trigger("ad-hoc", params("de"), request).get("summarise");

        assertThatThrownBy(() -> avow().trigger("ad-hoc", params("fr"), request))
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith("Request refused, REQUEST_REUSED: 'manual:ticket-7' of job 'ad-hoc' was"
                        + " declared before, and differs. Use another request key, or redeclare the occasion.\n"
                        + "  declared: " + first + "\n  now:      sha256:");

        assertThat(runs("ad-hoc")).hasSize(1);
    }

    @Test
    void makes_a_key_for_a_request_without_one() {
        avow().register(adHoc());

        avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"));
        avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"));

        assertThat(runs("ad-hoc")).hasSize(2);
    }

    @Test
    void declares_nothing_if_an_input_of_one_task_is_missing() {
        avow().register(job("ad-hoc")
                .task("measure", operator("measure"))
                .task("summarise", operator("summarise"))
                .input("tickets", InputSource.file(directory.resolve("tickets.txt")))
                .build());

        assertThatThrownBy(() -> avow().trigger(
                                "ad-hoc",
                                JsonObject.empty(),
                                ManualRequest.by("ann").key("k")))
                .isInstanceOf(EngineException.class)
                .hasMessage("Input 'tickets' of job 'ad-hoc', task 'summarise', occasion 'manual:k' cannot be read: "
                        + directory.resolve("tickets.txt") + ". Put the file there, then redeclare.");

        assertThat(runs("ad-hoc")).isEmpty();
        assertThat(manual.fireDue()).isZero();
    }

    @Test
    void refuses_the_name_that_slots_have_as_their_submitter() {
        avow().register(adHoc());

        assertThatThrownBy(() -> avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("schedule")))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("'schedule' is for slots only; name who asked for the manual run");
    }

    @Test
    void refuses_a_job_that_is_not_registered() {
        assertThatThrownBy(() -> avow().trigger("no-such", JsonObject.empty(), ManualRequest.by("ann")))
                .isInstanceOf(EngineException.class)
                .hasMessage("Job 'no-such' is not registered. Register it with register(job).");
    }
}
