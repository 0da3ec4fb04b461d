package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.dsl.RetryPolicy.retries;
import static dev.avow.engine.schedule.Cron.cron;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.avow.db.Declarations.UndeclaredRow;
import dev.avow.db.Slots.SlotRow;
import dev.avow.engine.EngineException;
import dev.avow.engine.dsl.InputSource;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A definition's own code that throws an error, and not only exceptions: what it is for is refused, and others go on. */
class ThrowingDefinitionTest extends EngineContract {

    private final AtomicReference<InputSource> list = new AtomicReference<>(throwing(new AssertionError("bug")));

    private static InputSource throwing(Error bug) {
        return occasion -> {
            throw bug;
        };
    }

    private InputSource throwing() {
        return occasion -> list.get().locate(occasion);
    }

    private InputSource good() {
        return InputSource.file(file("list.txt", "one"));
    }

    private static Job slots(String name, InputSource list) {
        return job(name)
                .schedule(cron("0 0 3 * * ?"))
                .retryRefused(retries(1).backoff(Duration.ofMinutes(5)))
                .task("summarise", operator("summarise"))
                .input("list", list)
                .build();
    }

    private static Job graph(String name, InputSource list) {
        return job(name)
                .task("summarise", operator("summarise"))
                .task("measure", operator("measure"))
                .after("summarise")
                .input("list", list)
                .build();
    }

    @ParameterizedTest
    @ValueSource(classes = {AssertionError.class, InternalError.class, StackOverflowError.class})
    void refuses_the_slot_declares_those_of_others_and_tries_again(Class<? extends Error> type) throws Exception {
        list.set(throwing(type.getDeclaredConstructor().newInstance()));
        avow().register(slots("bad", throwing()));
        avow().register(slots("good", good()));

        manual.fireDueAt("2026-01-05T03:00:00Z");

        List<SlotRow> slots = store.read(session -> session.slots().slots("bad", "default", 10));
        assertThat(slots).extracting(SlotRow::decision, SlotRow::reason).containsExactly(tuple("REFUSED", "NOT_BUILT"));
        assertThat(run("good", "summarise").state()).isEqualTo(RunState.SUCCEEDED);

        list.set(good());
        manual.fireDueAt("2026-01-05T03:05:00Z");

        assertThat(run("bad", "summarise").state()).isEqualTo(RunState.SUCCEEDED);
    }

    /** Without a message that can be had. */
    private static final class Mute extends RuntimeException {

        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new IllegalStateException("mute");
        }
    }

    @Test
    void refuses_the_slot_though_what_was_thrown_has_no_message() {
        list.set(occasion -> {
            throw new Mute();
        });
        avow().register(slots("bad", throwing()));

        manual.fireDueAt("2026-01-05T03:00:00Z");

        List<SlotRow> slots = store.read(session -> session.slots().slots("bad", "default", 10));
        assertThat(slots).extracting(SlotRow::decision, SlotRow::reason).containsExactly(tuple("REFUSED", "NOT_BUILT"));
    }

    @Test
    void refuses_the_slot_if_an_input_cannot_be_kept() throws IOException {
        Path contents = directory.resolve(database == TestStore.H2 ? "store/contents" : "contents");
        Files.deleteIfExists(contents);
        Files.writeString(contents, "in the way");
        Path large = Files.write(directory.resolve("large"), new byte[(1 << 20) + 1]);
        avow().register(job("bad")
                .schedule(cron("0 0 3 * * ?"))
                .task("summarise", operator("summarise"))
                .keptInput("list", InputSource.file(large))
                .build());

        manual.fireDueAt("2026-01-05T03:00:00Z");
        manual.fireDueAt("2026-01-06T03:00:00Z");

        List<SlotRow> slots = store.read(session -> session.slots().slots("bad", "default", 10));
        assertThat(slots).extracting(SlotRow::decision).containsExactly("REFUSED", "REFUSED");
    }

    @Test
    void an_operator_that_throws_without_a_message_has_failed() {
        summarise.does(run -> {
            throw new Mute();
        });
        avow().register(graph("mute", good()));
        avow().trigger("mute", JsonObject.empty(), ManualRequest.by("ann"));

        manual.executeDue();

        assertThat(run("mute", "summarise").state()).isEqualTo(RunState.FAILED);
        assertThat(run("mute", "summarise").detail()).contains("Mute");
    }

    @Test
    void refuses_the_task_after_others_and_declares_those_of_other_jobs() {
        avow().register(graph("bad", throwing()));
        avow().register(graph("good", good()));
        avow().trigger("bad", JsonObject.empty(), ManualRequest.by("ann"));
        manual.executeDue();
        clock.advance(Duration.ofSeconds(1));
        avow().trigger("good", JsonObject.empty(), ManualRequest.by("ann"));

        manual.fireDue();

        assertThat(runs("bad")).extracting(RunView::task).containsExactly("summarise");
        List<UndeclaredRow> undeclared =
                store.read(session -> session.declarations().undeclared("bad", 10));
        assertThat(undeclared)
                .extracting(row -> row.key().task(), row -> row.reason())
                .containsExactly(tuple("measure", "REFUSED"));
        assertThat(run("good", "measure").state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void refuses_the_manual_request_and_says_what_was_thrown() {
        avow().register(slots("bad", throwing()));

        assertThatThrownBy(() -> avow().trigger(
                                "bad",
                                JsonObject.empty(),
                                ManualRequest.by("ann").key("k")))
                .isInstanceOf(EngineException.class)
                .hasMessage("Declaration of job 'bad', task 'summarise', occasion 'manual:k' cannot be made:"
                        + " java.lang.AssertionError: bug. Mend the cause, then redeclare.");

        assertThat(runs("bad")).isEmpty();
    }
}
