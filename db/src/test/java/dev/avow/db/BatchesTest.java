package dev.avow.db;

import static dev.avow.db.testing.Rows.NOON;
import static dev.avow.db.testing.Rows.aDeclaration;
import static dev.avow.db.testing.Rows.aRun;
import static dev.avow.db.testing.Rows.aSlot;
import static dev.avow.db.testing.Rows.aSpec;
import static dev.avow.db.testing.Rows.bytes;
import static dev.avow.db.testing.Rows.digest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.db.Attempts.AttemptRow;
import dev.avow.db.Attempts.Claim;
import dev.avow.db.Attempts.Ending;
import dev.avow.db.Declarations.LocatorRow;
import dev.avow.db.Dues.DueRow;
import dev.avow.db.Events.EventRow;
import dev.avow.db.PrivateValues.PrivateRow;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Runs.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Writes many rows at once, as each alone. */
class BatchesTest extends StoreContract {

    private final List<Integer> numbers = IntStream.rangeClosed(1, 3).boxed().toList();

    private void declareAll(Session session) {
        session.declarations().putSpec(aSpec(job));
        session.batches()
                .declarations(numbers.stream().map(at -> aDeclaration(job, at)).toList());
        session.batches().runs(numbers.stream().map(at -> aRun(job, at)).toList());
    }

    private String identity(int at) {
        return aRun(job, at).identity();
    }

    @Test
    void stores_each_row_as_if_it_came_alone() {
        Map<String, Bytes> texts = Map.of("/a", bytes("x"), "/b", bytes("y"));
        PrivateRow kept = new PrivateRow(bytes("k".repeat(32)), texts);
        store().writeOnly(session -> {
            declareAll(session);
            Batches batches = session.batches();
            batches.locators(Map.of(identity(1), List.of(new LocatorRow("in", "file:a")), identity(2), List.of()));
            batches.privateValues(Map.of(identity(2), kept));
            batches.dues(List.of(new DueRow(identity(3), "DEADLINE", NOON)));
            batches.slots(
                    numbers.stream().map(at -> aSlot(job, NOON.plusSeconds(at))).toList());
            batches.events(List.of());
        });

        assertThat(store().<Boolean>read(session -> {
                    assertThat(session.declarations().find(identity(2))).contains(aDeclaration(job, 2));
                    assertThat(session.runs().find(identity(3))).contains(aRun(job, 3));
                    assertThat(session.declarations().locators(identity(1)))
                            .containsExactly(new LocatorRow("in", "file:a"));
                    assertThat(session.privateValues().find(identity(2))).contains(kept);
                    assertThat(session.dues().find(identity(3), "DEADLINE")).contains(NOON);
                    assertThat(session.slots().slots(job, "nightly", 10)).hasSize(3);
                    return true;
                }))
                .isTrue();
    }

    @Test
    void keeps_the_order_of_events() {
        List<EventRow> events = IntStream.range(0, 100)
                .mapToObj(at -> new EventRow(
                        "KIND" + at, job, Optional.empty(), OptionalInt.empty(), NOON, bytes("{}"), digest("{}")))
                .toList();

        store().writeOnly(session -> session.batches().events(events));

        List<String> kinds = store().read(session -> session.events().ofJob(job, 0, 1000)).stream()
                .map(stored -> stored.event().kind())
                .toList();
        assertThat(kinds).isEqualTo(events.stream().map(EventRow::kind).toList());
    }

    @Test
    void stores_nothing_if_one_key_is_taken() {
        declared(2);

        assertThatThrownBy(() -> store().writeOnly(this::declareAll))
                .isInstanceOf(StoreException.class)
                .hasMessage(
                        "Database refused a statement, SQLSTATE 23505: insert into declaration (identity, job, task,"
                                + " occasion, number, map_index, spec, body, declared_at). See the cause.");

        assertThat(store().<Optional<RunRow>>read(session -> session.runs().find(identity(1))))
                .isEmpty();
        assertThat(store().<Boolean>read(session ->
                        session.declarations().find(identity(3)).isPresent()))
                .isFalse();
    }

    @Test
    void finds_the_runs_that_are_there_of_some() {
        store().writeOnly(this::declareAll);

        List<RunRow> found =
                store().read(session -> session.runs().findAll(List.of(identity(1), identity(3), digest("nobody"))));

        assertThat(found).containsExactlyInAnyOrder(aRun(job, 1), aRun(job, 3));
    }

    private Claim claim(int at, int epoch) {
        return new Claim(identity(at), 1, "node", epoch);
    }

    @Test
    void claims_and_ends_attempts_as_each_alone() {
        Ending ending = new Ending("SUCCEEDED", "done", NOON.plusSeconds(1));
        store().writeOnly(session -> {
            declareAll(session);
            session.batches().claims(List.of(claim(1, 1), claim(2, 1), claim(3, 1)), NOON);
            session.attempts().end(claim(2, 1), ending);
        });

        Set<Claim> ended = store().write(session ->
                session.batches().end(Map.of(claim(1, 1), ending, claim(2, 1), ending, claim(3, 2), ending)));

        assertThat(ended).containsExactly(claim(1, 1));
        assertThat(attempt(1)).isEqualTo(attempt(1, "SUCCEEDED", "done", Optional.of(NOON.plusSeconds(1))));
        assertThat(attempt(3)).isEqualTo(attempt(3, "RUNNING", "", Optional.empty()));
        assertThat(store().<Set<Claim>>write(session -> session.batches().end(Map.of())))
                .isEmpty();
    }

    private AttemptRow attempt(int at) {
        return store().read(session -> session.attempts().find(identity(at), 1)).orElseThrow();
    }

    private AttemptRow attempt(int at, String state, String detail, Optional<Instant> ended) {
        return new AttemptRow(claim(at, 1), state, detail, 0, NOON, ended);
    }

    @Test
    void a_claim_that_is_taken_fails_the_batch() {
        store().writeOnly(session -> {
            declareAll(session);
            session.batches().claims(List.of(claim(2, 1)), NOON);
        });

        assertThatThrownBy(() ->
                        store().writeOnly(session -> session.batches().claims(List.of(claim(1, 1), claim(2, 1)), NOON)))
                .isInstanceOf(StoreException.class);
        assertThat(store().<Optional<AttemptRow>>read(
                                session -> session.attempts().find(identity(1), 1)))
                .isEmpty();
    }

    @Test
    void changes_where_runs_stand_and_tells_of_one_that_stood_elsewhere() {
        store().writeOnly(this::declareAll);
        Standing running = new Standing("RUNNING", Optional.empty(), "", 1, NOON.plusSeconds(1));
        Standing ended = new Standing("SUCCEEDED", Optional.empty(), "", 1, NOON.plusSeconds(2));

        boolean all = store().write(session -> session.batches()
                .change(Set.of(aRun(job, 1).standing().state()), Map.of(identity(1), running, identity(2), running)));
        boolean one = store().write(session ->
                session.batches().change(Set.of("RUNNING"), Map.of(identity(1), ended, identity(3), ended)));

        assertThat(all).isTrue();
        assertThat(one).isFalse();
        assertThat(store().<List<RunRow>>read(
                                session -> session.runs().findAll(List.of(identity(1), identity(2), identity(3)))))
                .extracting(RunRow::standing)
                .containsExactlyInAnyOrder(ended, running, aRun(job, 3).standing());
        assertThat(store().<Boolean>write(session -> session.batches().change(Set.of("RUNNING"), Map.of())))
                .isTrue();
    }
}
