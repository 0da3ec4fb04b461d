package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.EngineException;
import dev.avow.engine.dsl.Approval;
import dev.avow.engine.dsl.InputSource;
import dev.avow.engine.dsl.OperatorCall;
import dev.avow.engine.dsl.Param;
import dev.avow.engine.dsl.TaskBuilder;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.operator.Connection;
import dev.avow.engine.operator.OpenConnection;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.operator.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections and their secrets, and that no secret is declared, stored, logged or said. */
class SecretTest extends EngineContract {

    private static final String VALUE = "hunter2/hunter3";
    private static final String IN_URL = VALUE.replace("/", "%2f");
    private static final String ADVICE = ". Leave it out, and name a connection instead.";

    private final Map<String, String> values = new TreeMap<>(Map.of("db-password", VALUE));
    private final AtomicReference<Optional<RuntimeException>> failure = new AtomicReference<>(Optional.empty());
    private final RecordingListener listener = new RecordingListener();
    private final LogLines log = new LogLines();

    @Override
    ManualAvow engine(FakeOperator... operators) {
        return engine(List.of(
                Connection.named("warehouse").setting("url", "jdbc:warehouse").secret("password", "db-password")));
    }

    private ManualAvow engine(List<Connection> connections) {
        AvowBuilder builder = new AvowBuilder(() -> new Unclosed(store))
                .operators(summarise, measure)
                .secrets(new Changing())
                .listener(listener)
                .listener(new Telltale());
        connections.forEach(builder::connection);
        return ManualAvow.of(builder, clock);
    }

    @AfterEach
    void no_secret_is_stored_logged_or_told() throws Exception {
        manual.close();
        log.close();
        assertThat(log.text()).doesNotContain("hunter");
        assertThat(listener.told().toString()).doesNotContain("hunter");
        assertThat(StoredText.of(store)).isNotEmpty().noneMatch(text -> text.contains("hunter"));
    }

    private Identity trigger(OperatorCall call) {
        return trigger(job("ad-hoc").task("summarise", call));
    }

    private Identity trigger(TaskBuilder definition) {
        avow().register(definition.build());
        return trigger();
    }

    private Identity trigger() {
        return avow().trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"))
                .get("summarise");
    }

    private static OperatorCall call() {
        return operator("summarise").connection("warehouse");
    }

    private RunView run(Identity identity) {
        return detail(identity).run();
    }

    private String failedWith(OperatorResult result) {
        summarise.does(run -> result);
        Identity identity = trigger(call());
        manual.fireDue();
        assertThat(run(identity).state()).isEqualTo(RunState.FAILED);
        assertThat(detail(identity).attempts().get(0).outputs()).isEmpty();
        return run(identity).detail();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void reads_a_secret_anew_for_each_attempt_and_guards_the_old_one_too() {
        List<String> given = new ArrayList<>();
        summarise.does(run -> {
            given.add(run.connection().get("password"));
            return OperatorResult.failure(
                    "tried " + VALUE + " and " + run.connection().get("password"), false);
        });
        Identity identity = trigger(call());
        manual.fireDue();
        values.put("db-password", "hunter4-hunter5");
        avow().rerun(identity);

        manual.fireDue();

        assertThat(given).containsExactly(VALUE, "hunter4-hunter5");
        assertThat(run(identity).detail()).isEqualTo("tried *** and ***");
    }

    @Test
    void denies_a_run_whose_connection_went_away_until_it_is_back() {
        Identity identity = trigger(call());
        manual.close();
        manual = engine(List.of()).start();
        manual.fireDue();

        assertThat(run(identity).waiting()).isEqualTo(waiting(Waiting.NO_CONNECTION));
        assertThat(run(identity).detail())
                .isEqualTo(
                        "Run denied, NO_CONNECTION: job 'ad-hoc', task 'summarise', occasion 'manual:request-1', this"
                                + " node has no connection 'warehouse'. Give it with connection(...), then release the run. It is"
                                + " tried again from 2026-01-05T02:59:01Z on, at a check-in of a node that has it.");
        assertThat(summarise.executed()).isEmpty();

        clock.advance(Duration.ofMinutes(1));
        manual.checkIn();
        assertThat(manual.fireDue()).isZero();
        manual.close();
        manual = engine().start();
        manual.fireDue();
        assertThat(run(identity).state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void starts_and_declares_nothing_while_secrets_cannot_be_read() {
        Identity identity = trigger(operator("summarise"));
        failure.set(Optional.of(new IllegalStateException("no key " + VALUE)));
        manual.fireDue();

        assertThat(run(identity).waiting()).isEqualTo(waiting(Waiting.NO_CONNECTION));
        assertThat(run(identity).detail())
                .contains(
                        "Names of secrets cannot be read: java.lang.IllegalStateException. Mend the source of secrets.");
        assertThatThrownBy(this::trigger)
                .isInstanceOf(EngineException.class)
                .hasMessage(
                        "Names of secrets cannot be read: java.lang.IllegalStateException. Mend the source of secrets.")
                .hasStackTraceContaining("its words are left out")
                .satisfies(thrown -> assertThat(thrown.getCause()).hasMessageNotContaining("hunter"));
        failure.set(Optional.empty());
        values.put("pin", "1234");
        assertThatThrownBy(this::trigger)
                .isInstanceOf(EngineException.class)
                .hasMessage("Secret 'pin' is shorter than 8 characters, so that it cannot be guarded. Give it another"
                        + " value.");
        assertThat(runs("ad-hoc")).hasSize(1);
    }

    @Test
    void keeps_no_output_of_an_attempt_that_gave_a_secret() throws IOException {
        Path file = file("big.bin", "x".repeat(2_000_000) + VALUE);
        OperatorResult clean = OperatorResult.success().output("clean", "text/plain", bytes("clean"));
        String end =
                " contains the value of secret 'db-password'. Nothing of the attempt is kept. Let the operator leave it"
                        + " out.";

        assertThat(failedWith(clean.output("log", "text/plain", bytes("a" + VALUE))))
                .isEqualTo("Output 'log'" + end);
        assertThat(failedWith(clean.output("log", "text/plain", file))).isEqualTo("Output 'log'" + end);
        assertThat(failedWith(clean.note("key", new JsonString(VALUE)))).isEqualTo("A note" + end);
        values.put("hunted", "hunted-name");
        assertThat(failedWith(clean.output("hunted-name", "text/plain", bytes("x"))))
                .isEqualTo("The name of an output" + end.replace("db-password", "hunted"));
        try (var left = Files.walk(directory)) {
            assertThat(left.filter(path -> path.toString().endsWith(".part"))).isEmpty();
        }
    }

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

    @Test
    void stores_and_logs_what_definitions_and_listeners_throw_without_secrets() {
        avow().register(job("ad-hoc")
                .task("summarise", operator("summarise"))
                .task("measure", operator("measure"))
                .after("summarise")
                .input("in", occasion -> {
                    throw new IllegalStateException("no file for " + VALUE, new IOException(VALUE));
                })
                .build());
        trigger();

        manual.fireDue();

        assertThat(StoredText.events(store, "REFUSED"))
                .singleElement()
                .asString()
                .contains("java.lang.IllegalStateException: no file for ***.");
        manual.close();
        assertThat(log.text())
                .contains("Telltale failed when it was told SUCCEEDED of ")
                .contains("RedactedException: java.lang.IllegalStateException: heard ***")
                .contains("at dev.avow.engine.run.SecretTest$Telltale.succeeded(");
    }

    @Test
    void declares_the_name_of_a_connection_and_gives_the_operator_its_values() {
        AtomicReference<OpenConnection> given = new AtomicReference<>();
        summarise.does(run -> {
            given.set(run.connection());
            return OperatorResult.success();
        });

        Identity identity = trigger(call());
        manual.fireDue();

        assertThat(run(identity).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(given.get().get("url") + " " + given.get().get("password")).isEqualTo("jdbc:warehouse " + VALUE);
        assertThat(detail(identity).declaration()).contains("\"parameters\":{\"connection\":\"warehouse\"}");

        summarise.does(run -> OperatorResult.success()
                .note("name", new JsonString(run.connection().name())));

        Identity without = trigger(operator("summarise"));
        manual.fireDue();

        assertThat(run(without).detail())
                .isEqualTo("No connection is declared. Add it to the task's call with connection(name).");
    }

    @Test
    void stores_messages_of_operators_without_secrets() {
        assertThat(failedWith(OperatorResult.failure("x".repeat(1990) + VALUE, false)))
                .isEqualTo("x".repeat(1990) + "***");

        summarise.does(run -> {
            throw new IOException("GET /?key=" + IN_URL, new IllegalStateException(VALUE));
        });
        Identity foreign = trigger(call());

        manual.fireDue();

        assertThat(run(foreign).detail()).isEqualTo("java.io.IOException: GET /?key=***.");

        summarise.does(run -> {
            throw OperatorException.permanent("Refused with " + VALUE + ".", new IOException(VALUE));
        });
        Identity own = trigger();
        manual.fireDue();
        assertThat(run(own).detail()).isEqualTo("Refused with ***.");
    }

    @Test
    void denies_a_run_without_its_secret_and_tries_again_when_that_has_come() {
        Identity identity = trigger(call());
        values.clear();
        manual.fireDue();
        clock.advance(Duration.ofSeconds(1));
        manual.checkIn();

        assertThat(manual.fireDue()).isZero();
        assertThat(run(identity).detail())
                .startsWith(
                        "Run denied, NO_CONNECTION: job 'ad-hoc', task 'summarise', occasion 'manual:request-1', this"
                                + " node has no secret 'db-password' for 'password' of connection 'warehouse'. Put it where"
                                + " secrets are found, then release the run.");

        values.put("db-password", VALUE);
        manual.checkIn();
        manual.fireDue();
        assertThat(run(identity).state()).isEqualTo(RunState.SUCCEEDED);

        values.clear();
        Identity released = trigger(call());
        manual.fireDue();
        values.put("db-password", VALUE);

        avow().release(released);
        manual.fireDue();

        assertThat(run(released).state()).isEqualTo(RunState.SUCCEEDED);
    }

    /** Throws a secret when it is told of a success. */
    private static final class Telltale implements RunListener {

        @Override
        public void succeeded(RunNotice notice) {
            throw new IllegalStateException("heard " + VALUE);
        }
    }

    /** Has what the test says now. */
    private final class Changing implements Secrets {

        @Override
        public Set<String> names() {
            failure.get().ifPresent(thrown -> {
                throw thrown;
            });
            return Set.copyOf(values.keySet());
        }

        @Override
        public Optional<String> find(String name) {
            return Optional.ofNullable(values.get(name));
        }
    }
}
