package dev.avow.engine.history;

import static dev.avow.db.testing.Rows.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.db.Attempts.Ending;
import dev.avow.db.Declarations.DeclarationRow;
import dev.avow.db.Declarations.OccasionKey;
import dev.avow.db.Declarations.SpecRow;
import dev.avow.db.Events.EventRow;
import dev.avow.db.Runs;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Runs.Standing;
import dev.avow.db.Store;
import dev.avow.db.testing.Rows;
import dev.avow.engine.EngineException;
import dev.avow.engine.gate.AttemptState;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.history.SpecChange.Difference;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.SpecDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a history shows, on every database. */
abstract class HistoryContract {

    private Store store;
    private History history;

    abstract Store newStore();

    @BeforeEach
    void open() {
        store = newStore();
        history = new History(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void pages_show_each_run_once_in_order_where_many_are_of_one_time() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<RunRow> runs = declare("job", 0, 240, i -> NOON.plusMillis(i % 3));
        declare("other-job", 0, 30, i -> NOON);

        for (int i = 0; i < 5 * Integer.getInteger("avow.test.scale", 1); i++) {
            List<RunView> shown = new ArrayList<>();
            int limit = 1 + random.nextInt(60);
            Optional<String> next = Optional.empty();
            do {
                Page<RunView> page =
                        next.isEmpty() ? history.runs("job", limit) : history.runs("job", limit, next.get());
                assertThat(page.items()).as("seed %d", seed).hasSizeBetween(1, limit);
                shown.addAll(page.items());
                next = page.next();
            } while (next.isPresent());

            assertThat(shown)
                    .as("seed %d, limit %d", seed, limit)
                    .extracting(run -> run.identity().toString())
                    .containsExactlyElementsOf(inOrder(runs));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 29, 30})
    void pages_show_the_older_runs_once_while_new_ones_come(int limit) {
        List<RunRow> runs = declare("job", 0, 30, i -> NOON);
        int added = 1000;
        List<String> shown = new ArrayList<>();

        Page<RunView> page = history.runs("job", limit);
        page.items().forEach(run -> shown.add(run.identity().toString()));
        while (page.next().isPresent()) {
            declare("job", added, 2, i -> NOON.plusMillis(1));
            declare("job", added + 2, 2, i -> NOON);
            added += 4;
            page = history.runs("job", limit, page.next().get());
            page.items().forEach(run -> shown.add(run.identity().toString()));
        }

        assertThat(shown).doesNotHaveDuplicates().containsSubsequence(inOrder(runs));
    }

    @Test
    void the_last_run_of_an_occasion_is_the_one_that_was_declared_last() {
        List<RunRow> runs = declare("job", 0, 9, i -> NOON);
        store.writeOnly(session -> session.events().append(Rows.anEvent("job")));

        List<RunView> shown = history.runs("job", 20).items();

        assertThat(shown)
                .extracting(RunView::declaredAt)
                .isSortedAccordingTo(Comparator.reverseOrder())
                .first()
                .isEqualTo(NOON.plusMillis(4));
        assertThat(shown).hasSameSizeAs(runs);
    }

    @Test
    void finds_identities_by_their_first_digits() {
        List<RunRow> runs = declare("job", 0, 40, i -> NOON);
        String one = runs.get(7).identity().substring("sha256:".length());

        assertThat(history.identities(one, 5)).containsExactly(Identity.parse("sha256:" + one));
        assertThat(history.identities(one.substring(0, 12), 5)).containsExactly(Identity.parse("sha256:" + one));
        assertThat(history.identities("", 1000))
                .extracting(Identity::toString)
                .isSorted()
                .hasSize(40);
        assertThat(history.identities("", 3)).hasSize(3);
        assertThatThrownBy(() -> history.identities("AB", 3))
                .hasMessage("Digits 'AB' are not valid. Use at most 64 of 0 to 9 and a to f.");
    }

    @Test
    void the_last_page_says_that_it_is_the_last() {
        declare("job", 0, 10, i -> NOON);

        assertThat(history.runs("job", 10).next()).isEmpty();
        assertThat(history.runs("job", 11).next()).isEmpty();
        assertThat(history.runs("no-job", 10)).isEqualTo(new Page<>(List.of(), Optional.empty()));
        Page<RunView> first = history.runs("job", 9);
        Page<RunView> second = history.runs("job", 9, first.next().orElseThrow());
        assertThat(second.items()).hasSize(1);
        assertThat(second.next()).isEmpty();
    }

    @Test
    void a_cursor_counts_as_a_place_also_where_no_run_is() {
        RunRow run = declare("job", 0, 1, i -> NOON).get(0);

        String before = NOON.plusMillis(1) + "_2026-01-05T12:00:00Z_1_" + Rows.digest("nothing");
        String after = NOON.minusMillis(1) + "_2026-01-05T12:00:00Z_1_" + Rows.digest("nothing");

        assertThat(history.runs("job", 5, before).items())
                .extracting(view -> view.identity().toString())
                .containsExactly(run.identity());
        assertThat(history.runs("job", 5, after).items()).isEmpty();
        assertThat(history.runs("job", 5, "0000-01-01T00:00:00Z_2026-01-05T12:00:00Z_1_" + Rows.digest("nothing"))
                        .items())
                .isEmpty();
        assertThat(history.runs("job", 5, "9999-12-31T23:59:59.999Z_2026-01-05T12:00:00Z_1_" + Rows.digest("nothing"))
                        .items())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1001, Integer.MAX_VALUE})
    void refuses_a_limit_outside_its_bounds(int limit) {
        assertThatThrownBy(() -> history.runs("job", limit))
                .isInstanceOf(EngineException.class)
                .hasMessage("Limit " + limit + " is not valid. Use 1 to 1000.");
    }

    @Test
    void takes_the_bounds_of_the_limit() {
        declare("job", 0, 2, i -> NOON);

        assertThat(history.runs("job", 1).items()).hasSize(1);
        assertThat(history.runs("job", 1000).items()).hasSize(2);
    }

    @Test
    void refuses_a_cursor_that_no_page_gave() {
        assertThatThrownBy(() -> history.runs("job", 5, "yesterday"))
                .isInstanceOf(EngineException.class)
                .hasMessage("Cursor 'yesterday' is not valid. Give one that a page before ended with.");
    }

    @Test
    void shows_where_a_run_stands() {
        RunRow row = declare("job", 0, 1, i -> NOON).get(0);
        Standing standing = new Standing("RETRYING", Optional.of("STUCK_THREAD"), "slow", 1, NOON.plusSeconds(9));
        store.writeOnly(session -> {
            session.attempts().claim(Rows.aClaim(row.identity()), NOON.plusSeconds(1));
            session.attempts()
                    .end(
                            Rows.aClaim(row.identity()),
                            new Ending(
                                    "TIMED_OUT", "too slow", NOON.plusSeconds(3).plusMillis(5)));
            session.attempts().insertOutputs(List.of(Rows.anOutput(row.identity(), "text")));
            session.runs().change(row.identity(), Set.of("DECLARED"), standing);
            session.events().append(Rows.anEvent("job"));
        });
        Identity identity = Identity.parse(row.identity());

        RunDetail detail = history.run(identity).orElseThrow();

        RunView view = new RunView(
                identity,
                "job",
                "task",
                "slot/0",
                1,
                Optional.empty(),
                NOON,
                RunState.RETRYING,
                Optional.of(Waiting.STUCK_THREAD),
                Optional.empty(),
                "slow",
                1,
                Optional.of(Duration.ofMillis(2005)),
                SpecDigest.parse(row.spec()),
                NOON);
        assertThat(detail.run()).isEqualTo(view);
        assertThat(history.runs("job", 5).items()).containsExactly(view);
        assertThat(history.occasion("job", "slot/0")).containsExactly(view);
        assertThat(detail.declaration()).isEqualTo("declaration of job 0");
        assertThat(detail.events()).isEmpty();
        assertThat(detail.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.number()).isEqualTo(1);
            assertThat(attempt.state()).isEqualTo(AttemptState.TIMED_OUT);
            assertThat(attempt.message()).isEqualTo("too slow");
            assertThat(attempt.endedAt()).contains(NOON.plusMillis(3005));
            assertThat(attempt.outputs()).singleElement().satisfies(output -> {
                assertThat(output.name()).isEqualTo("text");
                assertThat(output.digest().text()).isEqualTo(Rows.digest("text"));
                assertThat(output.size()).isEqualTo(12);
            });
        });
    }

    @Test
    void gives_the_newest_events_of_a_run_and_how_many_are_before_them() {
        RunRow row = declare("job", 0, 1, i -> NOON).get(0);
        Identity identity = Identity.parse(row.identity());
        store.writeOnly(session -> IntStream.rangeClosed(1, 303)
                .forEach(attempt -> session.events().append(claimed(row.identity(), attempt))));

        EventPage newest = history.run(identity).orElseThrow().newest();
        EventPage earlier = history.events(identity, 100, newest.items().get(0).seq());
        EventPage first = history.events(identity, 3, earlier.items().get(0).seq());

        assertThat(attempts(newest)).containsExactlyElementsOf(numbers(104, 303));
        assertThat(newest.earlier()).isEqualTo(103);
        assertThat(attempts(earlier)).containsExactlyElementsOf(numbers(4, 103));
        assertThat(earlier.earlier()).isEqualTo(3);
        assertThat(attempts(first)).containsExactly(1, 2, 3);
        assertThat(first.earlier()).isZero();
        assertThat(history.events(identity, 2, first.items().get(0).seq())).isEqualTo(new EventPage(List.of(), 0));
        assertThat(history.events(identity, 1000).items()).hasSize(303);
        assertThatThrownBy(() -> history.events(identity, 0)).hasMessage("Limit 0 is not valid. Use 1 to 1000.");
    }

    private static EventRow claimed(String identity, int attempt) {
        String body = "{}";
        return new EventRow(
                "CLAIMED",
                "job",
                Optional.of(identity),
                OptionalInt.of(attempt),
                NOON,
                Rows.bytes(body),
                Rows.digest(body));
    }

    private static List<Integer> attempts(EventPage page) {
        return page.items().stream().map(event -> event.attempt().orElseThrow()).toList();
    }

    private static List<Integer> numbers(int first, int last) {
        return IntStream.rangeClosed(first, last).boxed().toList();
    }

    @Test
    void knows_nothing_of_what_was_never_declared() {
        assertThat(history.run(Identity.parse(Rows.digest("never")))).isEmpty();
        assertThat(history.occasion("job", "slot/0")).isEmpty();
        assertThat(history.changes("job")).isEmpty();
    }

    @Test
    void says_what_changed_from_spec_to_spec_of_each_task() {
        SpecChange first = use(1, "a", "{\"owner\":\"ann\",\"parameters\":{\"seed\":1}}", Optional.empty());
        SpecChange other = use(2, "b", "{\"owner\":\"ann\"}", Optional.empty());
        SpecChange second =
                use(3, "a", "{\"model\":{\"name\":\"m\"},\"parameters\":{\"seed\":2}}", Optional.of(first.to()));
        SpecChange back = use(4, "a", "{\"owner\":\"ann\",\"parameters\":{\"seed\":1}}", Optional.of(second.to()));
        SpecChange unchanged = use(5, "a", "{\"owner\":\"ann\",\"parameters\":{\"seed\":1}}", Optional.of(second.to()));

        List<SpecChange> changes = history.changes("job");

        assertThat(changes)
                .containsExactly(
                        first,
                        other,
                        with(
                                second,
                                new Difference("/model", Optional.empty(), Optional.of("{\"name\":\"m\"}")),
                                new Difference("/owner", Optional.of("\"ann\""), Optional.empty()),
                                new Difference("/parameters/seed", Optional.of("1"), Optional.of("2"))),
                        with(
                                back,
                                new Difference("/model", Optional.of("{\"name\":\"m\"}"), Optional.empty()),
                                new Difference("/owner", Optional.empty(), Optional.of("\"ann\"")),
                                new Difference("/parameters/seed", Optional.of("2"), Optional.of("1"))));
        assertThat(back.to()).isEqualTo(first.to());
        assertThat(changes).extracting(SpecChange::first).doesNotContain(unchanged.first());
        assertThat(history.changes("other-job")).isEmpty();
    }

    /** Stores a declaration of a task from a spec of this text, and returns the change that it may be. */
    private SpecChange use(int at, String task, String spec, Optional<SpecDigest> before) {
        Instant time = NOON.plusSeconds(at);
        String digest = Rows.digest(spec);
        String body = "declaration " + at;
        OccasionKey key = new OccasionKey("job", task, "slot/" + at);
        store.writeOnly(session -> {
            session.declarations().putSpec(new SpecRow(digest, "job", task, Rows.bytes(spec), time));
            session.declarations()
                    .insert(new DeclarationRow(Rows.digest(body), key, 1, digest, Rows.bytes(body), time));
            session.declarations().noteSpec(Rows.digest(body), key, digest, time);
        });
        return new SpecChange(
                "job", task, time, before, SpecDigest.parse(digest), Identity.parse(Rows.digest(body)), List.of());
    }

    private static SpecChange with(SpecChange change, Difference... differences) {
        return new SpecChange(
                change.job(),
                change.task(),
                change.at(),
                change.from(),
                change.to(),
                change.first(),
                List.of(differences));
    }

    private List<RunRow> declare(String job, int from, int count, IntFunction<Instant> at) {
        return store.write(session -> IntStream.range(from, from + count)
                .mapToObj(i -> {
                    RunRow run = Rows.aRun(job, i);
                    return Rows.declare(
                            session,
                            new RunRow(
                                    run.identity(),
                                    run.key(),
                                    run.number(),
                                    at.apply(i),
                                    run.spec(),
                                    run.policy(),
                                    run.declaredAt().plusMillis(i % 5),
                                    run.standing()));
                })
                .toList());
    }

    private static List<String> inOrder(List<RunRow> runs) {
        return runs.stream().sorted(Runs.NEWEST_FIRST).map(RunRow::identity).toList();
    }
}
