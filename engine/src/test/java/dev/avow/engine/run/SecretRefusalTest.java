package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.EngineException;
import dev.avow.engine.dsl.Approval;
import dev.avow.engine.dsl.InputSource;
import dev.avow.engine.dsl.Param;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.Connection;
import dev.avow.engine.operator.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** What holds a secret is refused: definitions, declarations, and what people give. */
class SecretRefusalTest extends SecretContract {

    @Test
    void builds_no_engine_with_a_secret_that_is_too_short_or_two_connections_of_one_name() {
        AvowBuilder builder = new AvowBuilder(() -> new Unclosed(store)).operators(summarise);
        values.put("pin", "1234");

        assertThatThrownBy(() -> builder.secrets(new Changing()).build())
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith("Secret 'pin' is shorter than 8 characters");
        assertThatThrownBy(() -> builder.secrets(Secrets.none()))
                .isInstanceOf(EngineException.class)
                .hasMessage("Secrets are given twice. Give one source of them, such as Secrets.firstOf(...).");
        assertThatThrownBy(() -> builder.connection(Connection.named("a"))
                        .connection(Connection.named("a"))
                        .build())
                .isInstanceOf(EngineException.class)
                .hasMessage("Two connections are named 'a'. Give each connection a name of its own.");
    }

    @Test
    void registers_no_job_with_a_secret_or_without_its_connection() {
        assertThatThrownBy(() -> trigger(operator("summarise").connection("archive")))
                .isInstanceOf(EngineException.class)
                .hasMessage(
                        "Job 'ad-hoc', task 'summarise': connection 'archive' is not there. Give it to the engine with"
                                + " connection(...).");
        assertThatThrownBy(() -> trigger(operator("summarise").parameter("connection", "{{params.x}}")))
                .isInstanceOf(EngineException.class)
                .hasMessage(
                        "Job 'ad-hoc', task 'summarise': Parameter 'connection' is not a connection's name. Give a name"
                                + " as text, without places for variables.");

        String refused = "Definition of job 'ad-hoc', task 'summarise', contains the value of secret 'db-password' at ";
        String base64 = Base64.getEncoder().encodeToString(bytes("user:" + VALUE));

        assertThatThrownBy(() -> trigger(operator("summarise").parameter("password", VALUE)))
                .isInstanceOf(EngineException.class)
                .hasMessage(refused + "/parameters/password" + ADVICE);
        assertThatThrownBy(() -> trigger(operator("summarise").user("key: hunter2%2Fhunter3")))
                .isInstanceOf(EngineException.class)
                .hasMessage(refused + "/prompt/0/content" + ADVICE);
        assertThatThrownBy(() -> trigger(operator("summarise").variable("AUTH", "Basic " + base64)))
                .isInstanceOf(EngineException.class)
                .hasMessage(refused + "/environment/variables/AUTH" + ADVICE);
        assertThatThrownBy(() -> avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann")))
                .hasMessageContaining("is not registered");
    }

    @Test
    void refuses_what_people_give_with_a_secret() {
        values.put("pool", "hunters-den");
        assertThatThrownBy(() -> avow().register(job("ad-hoc")
                        .task("summarise", operator("summarise"))
                        .pool("hunters-den")
                        .build()))
                .hasMessage("Definition of job 'ad-hoc', task 'summarise', contains the value of secret 'pool' at /pool"
                        + ADVICE);
        assertThatThrownBy(() -> avow().pool("hunters-den", 1))
                .hasMessageStartingWith("Name of the pool contains the value");
        assertThatThrownBy(() -> avow().pause("hunters-den"))
                .hasMessageStartingWith("Name of the job contains the value");
        assertThatThrownBy(() -> avow().redeclare("ad-hoc", "manual:hunters-den"))
                .hasMessageStartingWith("Occasion contains the value");
        assertThatThrownBy(() ->
                        avow().backfills().start(Backfill.of("ad-hoc", Instant.EPOCH, Instant.EPOCH, "hunters-den")))
                .hasMessageStartingWith("Name of who asks contains the value");

        values.put("pin", "1234512345");
        avow().register(job("ad-hoc")
                .param("text", Param.text().orElse(""))
                .task("summarise", operator("summarise"))
                .build());
        JsonObject params = JsonObject.builder().put("count", 1_234_512_345L).build();

        assertThatThrownBy(() -> avow().trigger("ad-hoc", params, ManualRequest.by("ann")))
                .hasMessage("Params of job 'ad-hoc' contains the value of secret 'pin' at /count" + ADVICE);
        assertThatThrownBy(() -> avow().preview("ad-hoc", params, ManualRequest.by("ann")))
                .hasMessage("Params of job 'ad-hoc' contains the value of secret 'pin' at /count" + ADVICE);
        assertThatThrownBy(() -> avow().trigger(
                                "ad-hoc",
                                JsonObject.empty(),
                                ManualRequest.by("ann").key(VALUE)))
                .hasMessage("Key of the request contains the value of secret 'db-password'. Leave it out; a task gets a"
                        + " secret by the connection that it names.");
        assertThatThrownBy(() -> avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by(VALUE)))
                .hasMessageStartingWith("Submitter of the request contains the value of secret 'db-password'");

        assertThat(runs("ad-hoc")).isEmpty();

        avow().register(job("reviewed")
                .requireApproval(Approval.by("editor"))
                .task("summarise", operator("summarise"))
                .build());
        Identity identity = avow().trigger("reviewed", JsonObject.empty(), ManualRequest.by("ann"))
                .get("summarise");

        assertThatThrownBy(() ->
                        avow().approve(identity, Review.by("ann", "editor").comment("used " + VALUE)))
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith("Comment contains the value of secret 'db-password'");
        assertThatThrownBy(() -> avow().reject(identity, Review.by(VALUE, "editor")))
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith("Reviewer contains the value of secret 'db-password'");
    }

    @Test
    void refuses_a_declaration_of_an_input_with_a_secret() throws IOException {
        values.put("folder", "hunters-den");
        Path folder = Files.createDirectory(directory.resolve("hunters-den"));
        Files.writeString(folder.resolve("in.txt"), "harmless");
        Path kept = file("kept.txt", "key=" + VALUE);

        assertThatThrownBy(() -> trigger(job("ad-hoc")
                        .task("summarise", operator("summarise"))
                        .input("in", InputSource.file(folder.resolve("in.txt")))))
                .hasMessageStartingWith(
                        "Place of input 'in' of job 'ad-hoc', task 'summarise', occasion 'manual:request-1'"
                                + " contains the value of secret 'folder'");
        assertThatThrownBy(() -> trigger(job("ad-hoc")
                        .task("summarise", operator("summarise"))
                        .input("in", InputSource.file(folder.resolve("no.txt")))))
                .hasMessageContaining("cannot be read: " + directory.resolve("***") + "/no.txt");
        assertThatThrownBy(() -> trigger(
                        job("ad-hoc").task("summarise", operator("summarise")).keptInput("in", InputSource.file(kept))))
                .hasMessageStartingWith("Kept input 'in' of job 'ad-hoc', task 'summarise', occasion 'manual:request-3'"
                        + " contains the value of secret 'db-password'");
    }

    @Test
    void refuses_a_declaration_whose_rendered_text_holds_a_secret() {
        Path input = file("in.txt", "the key is " + VALUE);
        avow().register(job("ad-hoc")
                .task("summarise", operator("summarise").user("Summarise {{inputs.in.text}}"))
                .input("in", InputSource.file(input))
                .build());
        String refused =
                "Declaration of job 'ad-hoc', task 'summarise', occasion 'manual:k' contains the value of secret"
                        + " 'db-password' at /prompt/messages/0/content" + ADVICE;
        ManualRequest request = ManualRequest.by("ann").key("k");

        assertThatThrownBy(() -> avow().preview("ad-hoc", JsonObject.empty(), request))
                .isInstanceOf(EngineException.class)
                .hasMessage(refused);
        assertThatThrownBy(() -> avow().trigger("ad-hoc", JsonObject.empty(), request))
                .isInstanceOf(EngineException.class)
                .hasMessage(refused);

        assertThat(runs("ad-hoc")).isEmpty();
        assertThat(StoredText.events(store, "REFUSED"))
                .singleElement()
                .asString()
                .contains("SECRET_IN_DECLARATION");
    }
}
