package dev.avow.engine.history;

import static dev.avow.db.testing.Rows.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.avow.db.Attempts.Claim;
import dev.avow.db.Attempts.Ending;
import dev.avow.db.Events.EventRow;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Runs.Standing;
import dev.avow.db.Slots.CursorRow;
import dev.avow.db.Store;
import dev.avow.db.testing.Rows;
import dev.avow.engine.EngineException;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.history.JobStatistics.Spread;
import dev.avow.engine.history.NeverExecuted.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was never executed, and what became of what was, on every database. */
abstract class UnexecutedContract {

    private static final Optional<String> JOB = Optional.of("job");

    private Store store;
    private History history;

    abstract Store newStore();

    @BeforeEach
    void open() {
        store = newStore();
        history = new History(store);
        store.writeOnly(session -> session.slots().insertCursor(new CursorRow("job", "nightly", NOON)));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private RunRow declare(int at, String state, Optional<String> waiting, int attempts) {
        return store.write(session -> Rows.declare(
                session, Rows.standing(Rows.aRun("job", at), new Standing(state, waiting, "why", attempts, NOON))));
    }

    private void event(Optional<RunRow> run, String kind, int at, String body) {
        store.writeOnly(session -> session.events()
                .append(new EventRow(
                        kind,
                        "job",
                        run.map(RunRow::identity),
                        run.isPresent() ? OptionalInt.of(1) : OptionalInt.empty(),
                        NOON.plusSeconds(at),
                        Rows.bytes(body),
                        Rows.digest(body))));
    }

    private void refused(int at) {
        event(
                Optional.empty(),
                "REFUSED",
                at,
                "{\"code\":\"INPUT_MISSING\",\"message\":\"No file.\",\"occasion\":\"slot/" + at
                        + "\",\"task\":\"task\"}");
    }

    @Test
    void says_of_each_thing_why_it_was_not_executed() {
        RunRow denied = declare(1, "DECLARED", Optional.of("DENIED"), 0);
        event(Optional.of(denied), "DENIED", 1, "{\"message\":\"old\",\"reason\":\"OLD\"}");
        event(Optional.of(denied), "DENIED", 2, "{\"message\":\"Input changed.\",\"reason\":\"INPUT_CHANGED\"}");
        declare(3, "DECLARED", Optional.of("POOL"), 0);
        declare(4, "EXPIRED", Optional.empty(), 0);
        declare(5, "DECLARED", Optional.empty(), 0);
        declare(6, "SUCCEEDED", Optional.empty(), 1);
        declare(7, "DECLARED", Optional.of("DENIED"), 1);
        refused(3); // why: that one was declared after all
        refused(20);
        event(
                Optional.empty(),
                "SKIPPED",
                21,
                "{\"catchUp\":\"LAST\",\"first\":\"A\",\"last\":\"Z\",\"schedule\":\"nightly\",\"slots\":3}");
        event(
                Optional.empty(),
                "UNDECLARED",
                22,
                "{\"detail\":\"No.\",\"occasion\":\"slot/9\",\"reason\":\"UPSTREAM_FAILED\",\"task\":\"publish\"}");

        Page<NeverExecuted> page = history.neverExecuted(JOB, 100);

        assertThat(page.next()).isEmpty();
        assertThat(page.items())
                .extracting(NeverExecuted::kind, NeverExecuted::occasion, NeverExecuted::reason, NeverExecuted::message)
                .containsExactly(
                        tuple(Kind.UNDECLARED, "slot/9", "UPSTREAM_FAILED", "No."),
                        tuple(Kind.SKIPPED, "slot:nightly:A", "LAST", "3 slots up to Z were passed over."),
                        tuple(Kind.REFUSED, "slot/20", "INPUT_MISSING", "No file."),
                        tuple(Kind.ADMITTED, "slot/5", "DECLARED", "why"),
                        tuple(Kind.ENDED, "slot/4", "EXPIRED", "why"),
                        tuple(Kind.WAITING, "slot/3", "POOL", "why"),
                        tuple(Kind.DENIED, "slot/1", "INPUT_CHANGED", "Input changed."));
        assertThat(history.neverExecuted(Optional.empty(), 100).items()).hasSize(7);
        assertThat(history.neverExecuted(Optional.of("other"), 100).items()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 40})
    void pages_show_each_thing_once_while_more_come(int limit) {
        List<String> old = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            declare(i, "DECLARED", Optional.of("POOL"), 0);
            refused(100 + i);
            old.add("slot/" + i);
            old.add("slot/" + (100 + i));
        }
        List<String> shown = new ArrayList<>();
        int added = 200;

        Page<NeverExecuted> page = history.neverExecuted(JOB, limit);
        page.items().forEach(item -> shown.add(item.occasion()));
        while (page.next().isPresent()) {
            declare(added++, "DECLARED", Optional.of("POOL"), 0);
            refused(added++);
            page = history.neverExecuted(JOB, limit, page.next().get());
            page.items().forEach(item -> shown.add(item.occasion()));
        }

        assertThat(shown).doesNotHaveDuplicates().containsAll(old);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "~", "x~1", "-~0", "-~x", "1"})
    void refuses_a_cursor_that_no_page_gave(String cursor) {
        assertThatThrownBy(() -> history.neverExecuted(JOB, 5, cursor)).isInstanceOf(EngineException.class);
    }

    private void attempt(RunRow run, long startMillis, long endMillis, String notes) {
        Instant slot = run.at();
        store.writeOnly(session -> {
            Claim claim = Rows.aClaim(run.identity());
            session.attempts().claim(claim, slot.plusMillis(startMillis));
            session.attempts().end(claim, new Ending("SUCCEEDED", "", slot.plusMillis(endMillis)));
        });
        event(Optional.of(run), "OUTCOME", 1, "{\"notes\":" + notes + ",\"state\":\"SUCCEEDED\"}");
    }

    @Test
    void measures_exactly_what_became_of_the_runs_of_a_span() {
        for (int i = 0; i < 1_100; i++) {
            RunRow run = declare(i, i % 2 == 0 ? "SUCCEEDED" : "FAILED", Optional.empty(), 1);
            if (i < 100) {
                attempt(run, 5, 5 + i + 1, "{\"input_tokens\":" + i + ",\"output_tokens\":2}");
            }
            if (i > 1_090) {
                event(Optional.of(run), "DENIED", 1, "{\"message\":\"m\",\"reason\":\"INPUT_CHANGED\"}");
            }
        }

        JobStatistics all = history.statistics("job", NOON, NOON.plusSeconds(1_100));

        assertThat(all.runs()).isEqualTo(Map.of(RunState.SUCCEEDED, 550L, RunState.FAILED, 550L));
        assertThat(all.attempts()).isEqualTo(1_100);
        assertThat(all.durations())
                .isEqualTo(new Spread(
                        100,
                        Duration.ofMillis(1),
                        Duration.ofMillis(50),
                        Duration.ofMillis(95),
                        Duration.ofMillis(100)));
        assertThat(all.lateness().count()).as("only slots are late").isZero();
        assertThat(all.inputTokens()).isEqualTo(4_950);
        assertThat(all.outputTokens()).isEqualTo(200);
        assertThat(all.denials()).isEqualTo(Map.of("INPUT_CHANGED", 9L));
        JobStatistics some = history.statistics("job", NOON.plusSeconds(99), NOON.plusSeconds(1_092));
        assertThat(some.attempts()).isEqualTo(993);
        assertThat(some.inputTokens()).isEqualTo(99);
        assertThat(some.denials()).isEqualTo(Map.of("INPUT_CHANGED", 1L));
        JobStatistics none = history.statistics("other", NOON, NOON);
        assertThat(none.runs()).isEmpty();
        assertThat(none.durations())
                .isEqualTo(new Spread(0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO));
        assertThatThrownBy(() -> history.statistics("job", NOON.plusSeconds(1), NOON))
                .hasMessage("Span from 2026-01-05T12:00:01Z to 2026-01-05T12:00:00Z ends before it begins. Swap them.");
    }
}
