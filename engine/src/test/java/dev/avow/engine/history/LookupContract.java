package dev.avow.engine.history;

import static dev.avow.db.testing.Rows.NOON;
import static dev.avow.engine.history.HistoryQuery.runs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.db.Attempts.Claim;
import dev.avow.db.Attempts.Ending;
import dev.avow.db.Lookups.Use;
import dev.avow.db.Runs;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Runs.Standing;
import dev.avow.db.Store;
import dev.avow.db.Uses.MemberRow;
import dev.avow.db.Uses.UseRow;
import dev.avow.db.testing.Rows;
import dev.avow.engine.EngineException;
import dev.avow.engine.declaration.Context.UpstreamRun;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.identity.Digest;
import dev.avow.engine.identity.Identity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which runs are found, on every database. */
abstract class LookupContract {

    private static final Digest BAD = new Digest(Rows.digest("bad"));

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

    private RunRow declare(String job, int at, String state, Optional<String> waiting, int attempts) {
        return store.write(session -> Rows.declare(
                session, Rows.standing(Rows.aRun(job, at), new Standing(state, waiting, "", attempts, NOON))));
    }

    private RunRow declare(String job, int at) {
        return declare(job, at, "DECLARED", Optional.empty(), 0);
    }

    private void use(RunRow run, UseKind kind, String subject) {
        store.writeOnly(
                session -> session.uses().insert(List.of(new UseRow(kind.name(), subject, run.at(), run.identity()))));
    }

    private List<String> found(HistoryQuery query) {
        return ids(history.runs(query, 1000).items());
    }

    private static List<String> ids(List<RunView> runs) {
        return runs.stream().map(run -> run.identity().toString()).toList();
    }

    private static List<String> inOrder(RunRow... runs) {
        return Arrays.stream(runs)
                .sorted(Runs.NEWEST_FIRST)
                .map(RunRow::identity)
                .toList();
    }

    @Test
    void finds_runs_in_each_state_of_one_job_and_of_all() {
        int at = 0;
        for (RunState state : RunState.values()) {
            at++;
            RunRow mine = declare("a", at, state.name(), Optional.empty(), 1);
            RunRow other = declare("b", at, state.name(), Optional.empty(), 0);

            assertThat(found(runs().job("a").state(state))).containsExactly(mine.identity());
            assertThat(found(runs().state(state))).containsExactlyElementsOf(inOrder(mine, other));
            assertThat(found(runs().state(state).executed(false))).containsExactly(other.identity());
        }
        assertThat(found(runs())).hasSize(2 * RunState.values().length);
        assertThat(found(runs().job("a"))).hasSize(RunState.values().length);
        assertThat(found(runs().job("a").state(RunState.FAILED, RunState.EXPIRED)))
                .hasSize(2);
        assertThat(found(runs().task("task").executed(true))).hasSize(RunState.values().length);
        assertThat(found(runs().task("other"))).isEmpty();
    }

    @Test
    void finds_runs_by_what_they_wait_for_and_by_time() {
        RunRow pool = declare("a", 1, "DECLARED", Optional.of("POOL"), 0);
        RunRow retrying = declare("b", 2, "RETRYING", Optional.of("POOL"), 1);
        RunRow denied = declare("a", 3, "DECLARED", Optional.of("DENIED"), 0);

        assertThat(found(runs().waiting(Waiting.POOL))).containsExactlyElementsOf(inOrder(pool, retrying));
        assertThat(found(runs().waiting(Waiting.POOL).job("b"))).containsExactly(retrying.identity());
        assertThat(found(runs().from(NOON.plusSeconds(2)))).containsExactlyElementsOf(inOrder(retrying, denied));
        assertThat(found(runs().from(NOON.plusSeconds(2)).to(NOON.plusSeconds(3))))
                .containsExactly(retrying.identity());
        assertThat(found(runs().job("a").to(NOON.plusSeconds(3)))).containsExactly(pool.identity());
    }

    @Test
    void finds_runs_by_all_that_they_used_directly_or_in_a_list() {
        RunRow direct = declare("a", 1);
        RunRow listed = declare("a", 2);
        RunRow both = declare("b", 3);
        declare("b", 4);
        use(direct, UseKind.INPUT, BAD.text());
        use(both, UseKind.INPUT, BAD.text());
        use(listed, UseKind.LIST, "list");
        use(both, UseKind.LIST, "list");
        use(direct, UseKind.MODEL, "m");
        use(listed, UseKind.MODEL, "m");
        store.writeOnly(session -> session.uses()
                .insertMembers(List.of(
                        new MemberRow("list", "INPUT", BAD.text()), new MemberRow("list", "INPUT", BAD.text()))));

        assertThat(found(History.usedInput(BAD))).containsExactlyElementsOf(inOrder(direct, listed, both));
        assertThat(found(History.usedModel("m"))).containsExactlyElementsOf(inOrder(direct, listed));
        assertThat(found(runs().model("m").job("a").input(BAD))).containsExactlyElementsOf(inOrder(direct, listed));
        assertThat(found(runs().model("m").job("b"))).isEmpty();
        assertThat(found(runs().job("a").model("m"))).containsExactlyElementsOf(inOrder(direct, listed));
        assertThat(found(History.usedInput(BAD).state(RunState.FAILED))).isEmpty();
        assertThat(found(History.usedInput(BAD).from(NOON.plusSeconds(2)).to(NOON.plusSeconds(3))))
                .containsExactly(listed.identity());
        assertThat(found(History.usedModel("m' or '1'='1"))).isEmpty();
    }

    @Test
    void a_list_has_only_what_is_looked_for_in_lists() {
        Digest digest = new Digest(Rows.digest("out"));
        UpstreamRun run = new UpstreamRun(new Identity(BAD), 1, new TreeMap<>(Map.of("out", digest)));

        assertThat(RunUses.members(BAD, List.of(run)))
                .extracting(MemberRow::kind)
                .containsExactlyInAnyOrderElementsOf(Use.MEMBERS);
    }

    @Test
    void a_list_shows_how_long_the_newest_attempt_took_once_it_has_ended() {
        RunRow waits = declare("a", 1);
        RunRow runs = attempted(2, Optional.empty());
        RunRow deferred = attempted(3, Optional.of(new Ending("DEFERRED", "", NOON.plusSeconds(9))));
        RunRow ended = attempted(
                4, Optional.of(new Ending("FAILED", "", NOON.plusSeconds(90_061).plusMillis(7))));

        assertThat(history.runs("a", 9).items())
                .extracting(run -> run.duration().map(Duration::toMillis))
                .containsExactly(Optional.of(90_061_007L), Optional.empty(), Optional.empty(), Optional.empty());
        for (RunRow row : List.of(waits, runs, deferred, ended)) {
            RunView alone =
                    history.run(Identity.parse(row.identity())).orElseThrow().run();
            assertThat(history.runs("a", 9).items()).contains(alone);
        }
    }

    private RunRow attempted(int at, Optional<Ending> ending) {
        RunRow run = declare("a", at, "RUNNING", Optional.empty(), 2);
        Claim first = Rows.aClaim(run.identity());
        Claim second = new Claim(run.identity(), 2, first.node(), first.epoch());
        store.writeOnly(session -> {
            session.attempts().claim(first, NOON.minusSeconds(99));
            session.attempts().end(first, new Ending("TIMED_OUT", "", NOON.minusSeconds(9)));
            session.attempts().claim(second, NOON);
            ending.ifPresent(how -> session.attempts().end(second, how));
        });
        return run;
    }

    @Test
    void finds_what_came_after_those_that_saw_an_input_page_by_page() {
        RunRow saw = declare("a", 1, "SUCCEEDED", Optional.empty(), 1);
        RunRow after = declare("b", 2);
        RunRow far = declare("a", 3, "FAILED", Optional.empty(), 1);
        RunRow other = declare("a", 4);
        use(saw, UseKind.INPUT, BAD.text());
        use(after, UseKind.UPSTREAM, saw.identity());
        use(far, UseKind.LIST, "list");
        use(far, UseKind.MODEL, "m");
        use(saw, UseKind.UPSTREAM, far.identity()); // why: a ring in a store must not hold anybody up
        use(other, UseKind.MODEL, "m");
        store.writeOnly(
                session -> session.uses().insertMembers(List.of(new MemberRow("list", "UPSTREAM", after.identity()))));
        HistoryQuery query = History.usedInput(BAD).downstream();

        Page<RunView> first = history.runs(query, 2);
        Page<RunView> second = history.runs(query, 2, first.next().orElseThrow());

        assertThat(ids(first.items())).containsExactly(far.identity(), after.identity());
        assertThat(ids(second.items())).containsExactly(saw.identity());
        assertThat(second.next()).isEmpty();
        assertThat(found(query.job("b"))).containsExactly(after.identity());
        assertThat(found(query.state(RunState.FAILED))).containsExactly(far.identity());
        assertThat(found(query.model("m"))).containsExactly(far.identity());
        assertThat(found(query.executed(false))).containsExactly(after.identity());
        assertThat(found(query.from(NOON.plusSeconds(2)).to(NOON.plusSeconds(3))))
                .containsExactly(after.identity());
        assertThat(found(History.usedInput(BAD))).containsExactly(saw.identity());
        assertThat(HistoryQuery.parse(Map.of("input", BAD.text(), "downstream", "true")))
                .isEqualTo(query);
    }

    @Test
    void goes_downstream_from_an_input_and_no_further_than_it_may() {
        RunRow saw = declare("a", 1);
        RunRow after = declare("b", 2);
        use(saw, UseKind.INPUT, BAD.text());
        use(after, UseKind.UPSTREAM, saw.identity());

        assertThatThrownBy(() -> history.runs(runs().model("m").downstream(), 5))
                .isInstanceOf(EngineException.class)
                .hasMessage("Filter 'downstream' is set, and no input to go from. Set filter 'input' too.");
        assertThatThrownBy(() -> store.read(session ->
                        Downstream.page(session, History.usedInput(BAD).downstream(), Optional.empty(), 5, 1)))
                .isInstanceOf(EngineException.class)
                .hasMessage("More than 1 runs saw the input, or came after one that did."
                        + " Leave downstream out, and go on from single runs with their lineage.");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 29, 30})
    void pages_show_the_older_runs_once_while_new_ones_come(int limit) {
        List<RunRow> runs = IntStream.range(0, 30)
                .mapToObj(i -> declare("j" + i % 3, i / 3, i % 2 == 0 ? "FAILED" : "SUCCEEDED", Optional.empty(), 0))
                .toList();
        for (RunRow run : runs) {
            use(run, run.key().job().equals("j0") ? UseKind.LIST : UseKind.INPUT, BAD.text());
        }
        store.writeOnly(
                session -> session.uses().insertMembers(List.of(new MemberRow(BAD.text(), "INPUT", BAD.text()))));
        String[] all = inOrder(runs.toArray(RunRow[]::new)).toArray(String[]::new);
        int added = 100;

        for (HistoryQuery query :
                List.of(runs(), runs().state(RunState.FAILED, RunState.SUCCEEDED), History.usedInput(BAD))) {
            List<String> shown = new ArrayList<>();
            Optional<String> next = Optional.empty();
            do {
                Page<RunView> page =
                        next.isEmpty() ? history.runs(query, limit) : history.runs(query, limit, next.get());
                assertThat(page.items()).hasSizeBetween(1, limit);
                shown.addAll(ids(page.items()));
                next = page.next();
                use(declare("new", added++, "FAILED", Optional.empty(), 0), UseKind.INPUT, BAD.text());
            } while (next.isPresent());

            assertThat(shown).doesNotHaveDuplicates().containsSubsequence(all);
        }
    }

    @Test
    void candidates_come_newest_first_and_each_once() {
        List<RunRow> runs = IntStream.range(0, 5).mapToObj(i -> declare("a", i)).toList();
        runs.forEach(run -> store.writeOnly(
                session -> session.attempts().insertOutputs(List.of(Rows.anOutput(run.identity(), "same")))));
        Digest digest = new Digest(Rows.digest("same"));

        Page<OutputCandidate> first = history.producedOutputCandidates(digest, 3);
        Page<OutputCandidate> second =
                history.producedOutputCandidates(digest, 3, first.next().orElseThrow());

        assertThat(first.items())
                .extracting(candidate -> candidate.run().identity().toString())
                .containsExactly(
                        runs.get(4).identity(),
                        runs.get(3).identity(),
                        runs.get(2).identity());
        assertThat(second.items())
                .extracting(candidate -> candidate.run().identity().toString())
                .containsExactly(runs.get(1).identity(), runs.get(0).identity());
        assertThat(second.next()).isEmpty();
        assertThat(first.items().get(0).output().name()).isEqualTo("same");
        assertThat(history.producedOutputCandidates(BAD, 3).items()).isEmpty();
        assertThatThrownBy(() -> history.producedOutputCandidates(digest, 3, "0x1"))
                .isInstanceOf(EngineException.class)
                .hasMessage("Cursor '0x1' is not valid. Give one that a page before ended with.");
    }
}
