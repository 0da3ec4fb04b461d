package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.db.Attempts.OutputRow;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Runs.Standing;
import dev.avow.db.StoreException;
import dev.avow.engine.EngineException;
import dev.avow.engine.gate.EventKind;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A failure in a transaction of the door that the work catches: PostgreSQL would roll back at the commit without a word,
 * and H2 commit what was before it.
 */
class SwallowedFailureTest extends SlotBatchContract {

    private static final Identity NOBODY = Identity.of(new byte[] {7});

    private Identity declared;

    @BeforeEach
    void declare() {
        manual.avow()
                .register(job("ad-hoc").task("summarise", operator("summarise")).build());
        declared = manual.avow()
                .trigger("ad-hoc", JsonObject.empty(), ManualRequest.by("ann"))
                .get("summarise");
    }

    private void passSwallowing(Consumer<Passage> failing) {
        manual.core().door().pass(passage -> {
            manual.core()
                    .journal()
                    .run(passage.session(), EventKind.READMITTED, "ad-hoc", declared, JsonObject.empty());
            try {
                failing.accept(passage);
            } catch (StoreException | EngineException swallowed) {
                return false;
            }
            throw new AssertionError("nothing failed");
        });
    }

    private List<String> events() {
        return manual.avow().history().run(declared).orElseThrow().events().stream()
                .map(event -> event.kind())
                .toList();
    }

    @Test
    void a_statement_that_failed_stores_nothing_and_says_so() {
        assertThatThrownBy(() ->
                        passSwallowing(passage -> passage.session().attempts().insertOutputs(List.of(output()))))
                .isInstanceOf(StoreException.class)
                .hasMessage("Transaction was rolled back: one of its statements had failed. Let the exception of that"
                        + " statement out.");

        assertThat(events()).containsExactly("DECLARED");
    }

    @Test
    void a_trigger_that_could_not_be_stored_stores_nothing_and_says_so() {
        RunRow run =
                store.read(session -> session.runs().find(declared.toString())).orElseThrow();
        execute("alter table qrtz_simple_triggers add constraint poison check (trigger_name not like '%.2')");

        for (Consumer<Passage> failing : List.<Consumer<Passage>>of(
                passage -> passage.admit(NOBODY, 1, clock.instant()), passage -> admitSecond(passage, run))) {
            assertThatThrownBy(() -> passSwallowing(failing))
                    .isInstanceOf(EngineException.class)
                    .hasMessage(
                            "Transaction was rolled back: an execution trigger could not be stored, removed or ended"
                                    + " in it. Let the exception of that out.");
        }

        assertThat(events()).containsExactly("DECLARED");
        assertThat(manual.fireDue()).isEqualTo(1);
    }

    /** Stores the trigger of a second attempt, which the database refuses. */
    private void admitSecond(Passage passage, RunRow run) {
        passage.session().runs().change(run.identity(), Set.of("DECLARED"), attempted(run));
        passage.admit(declared, 2, clock.instant());
    }

    private Standing attempted(RunRow run) {
        return new Standing("RETRYING", Optional.empty(), "", 1, run.declaredAt());
    }

    private static OutputRow output() {
        return new OutputRow(NOBODY.toString(), 1, "o", NOBODY.digest().text(), "text/plain", 1);
    }
}
