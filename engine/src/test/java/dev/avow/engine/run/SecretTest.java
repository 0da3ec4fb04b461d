package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.engine.EngineException;
import dev.avow.engine.dsl.Elements;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.identity.JsonString;
import dev.avow.engine.operator.OpenConnection;
import dev.avow.engine.operator.OperatorException;
import dev.avow.engine.operator.OperatorResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Connections and their secrets, and that no secret is declared, stored, logged or said. */
class SecretTest extends SecretContract {

    private String failedWith(OperatorResult result) {
        summarise.does(run -> result);
        Identity identity = trigger(call());
        manual.fireDue();
        assertThat(run(identity).state()).isEqualTo(RunState.FAILED);
        assertThat(detail(identity).attempts().get(0).outputs()).isEmpty();
        return run(identity).detail();
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
    void a_deferral_with_a_secret_in_its_state_fails_for_good() {
        JsonObject state = JsonObject.builder().put("token", "Bearer " + VALUE).build();

        String detail = failedWith(OperatorResult.defer(clock.instant(), state));

        assertThat(detail)
                .isEqualTo("Operator deferred with a state that contains the value of secret 'db-password'."
                        + " Leave it out; the operator gets it again by its connection.");
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
                                + " node has no connection 'warehouse'. Give it with connection(...). It is"
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
                .contains("at dev.avow.engine.run.SecretContract$Telltale.succeeded(");
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
                .isEqualTo(
                        "Run denied, NO_CONNECTION: job 'ad-hoc', task 'summarise', occasion 'manual:request-1', this"
                                + " node has no secret 'db-password' for 'password' of connection 'warehouse'. Put it where"
                                + " secrets are found. It is tried again from 2026-01-05T02:59:01Z on, at a check-in of a node"
                                + " that has it.");

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

    @Test
    void answers_commands_without_secrets() {
        avow().register(job("ad-hoc")
                .task("summarise", operator("summarise"))
                .mapped(Elements.of(occasion -> {
                    throw new IllegalStateException("no list at " + VALUE);
                }))
                .build());
        CommandDesk desk = new CommandDesk(store);
        String id = desk.submit(
                true,
                "trigger",
                JsonObject.builder().put("job", "ad-hoc").put("request", "k").build());

        manual.commands();

        assertThat(desk.answer(id).text()).contains("IllegalStateException: no list at ***.");
    }
}
