package dev.avow.db;

import static dev.avow.db.testing.Rows.NOON;
import static dev.avow.db.testing.Rows.aClaim;
import static dev.avow.db.testing.Rows.aRun;
import static dev.avow.db.testing.Rows.aStanding;
import static dev.avow.db.testing.Rows.declare;
import static dev.avow.db.testing.Rows.standing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.db.Attempts.Claim;
import dev.avow.db.Attempts.Ending;
import dev.avow.db.Lookups.ListedRun;
import dev.avow.db.Lookups.RunFilter;
import dev.avow.db.Runs.PageKey;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Runs.Standing;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Keeps where runs stand, and finds them. */
class RunsTest extends StoreContract {

    @Test
    void changes_a_run_only_from_an_expected_state() {
        RunRow run = declared(1);
        Standing running = new Standing("RUNNING", Optional.of("POOL"), "full", 3, NOON.plusMillis(7));

        boolean refused =
                store().write(session -> session.runs().change(run.identity(), Set.of("RUNNING", "RETRYING"), running));
        boolean changed = store().write(
                        session -> session.runs().change(run.identity(), Set.of("DECLARED", "RETRYING"), running));

        assertThat(refused).isFalse();
        assertThat(changed).isTrue();
        assertThat(store().<Optional<RunRow>>read(session -> session.runs().find(run.identity())))
                .contains(standing(run, running));
    }

    @Test
    void pages_through_equal_times_without_loss() {
        List<RunRow> runs = new ArrayList<>();
        store().writeOnly(session -> {
            for (int at = 0; at < 30; at++) {
                RunRow run = aRun(job, at);
                RunRow tied = new RunRow(
                        run.identity(),
                        run.key(),
                        1,
                        NOON.plusSeconds(at / 10),
                        run.spec(),
                        "{}",
                        NOON.plusSeconds(at % 4),
                        aStanding("DECLARED"));
                runs.add(declare(session, tied));
            }
            declare(session, "beside " + job, 1);
        });

        List<RunRow> paged = new ArrayList<>();
        Optional<PageKey> before = Optional.empty();
        List<RunRow> page = page(before);
        while (!page.isEmpty()) {
            paged.addAll(page);
            RunRow last = page.get(page.size() - 1);
            before = Optional.of(PageKey.of(last));
            page = page(before);
        }

        assertThat(paged)
                .containsExactlyElementsOf(
                        runs.stream().sorted(Runs.NEWEST_FIRST).toList());
    }

    private List<RunRow> page(Optional<PageKey> before) {
        return store().read(session -> session.lookups().page(RunFilter.ofJob(job), before, 7));
    }

    @Test
    void refuses_a_page_without_a_sensible_limit() {
        assertThatThrownBy(() ->
                        store().read(session -> session.lookups().page(RunFilter.ofJob(job), Optional.empty(), 0)))
                .isInstanceOf(StoreException.class)
                .hasMessage("Limit 0 is not valid. Use 1 to 1001.");
        assertThatThrownBy(() ->
                        store().read(session -> session.lookups().page(RunFilter.ofJob(job), Optional.empty(), 1002)))
                .isInstanceOf(StoreException.class)
                .hasMessage("Limit 1002 is not valid. Use 1 to 1001.");
    }

    @Test
    void finds_identities_from_one_to_another() {
        List<String> all = List.of(declared(1).identity(), declared(2).identity()).stream()
                .sorted()
                .toList();
        String first = all.get(0);

        assertThat(store().<List<String>>read(session -> session.runs().identities(first, first, 2)))
                .containsExactly(first);
        assertThat(store().<List<String>>read(session -> session.runs().identities(first, all.get(1), 1000)))
                .startsWith(first)
                .endsWith(all.get(1));
        assertThat(store().<List<String>>read(session -> session.runs().identities(first, all.get(1), 1)))
                .containsExactly(first);
    }

    @Test
    void finds_the_runs_of_an_occasion() {
        RunRow run = declared(1);
        declared(2);

        List<RunRow> found =
                store().read(session -> session.runs().ofOccasion(job, run.key().occasion()));

        assertThat(found).containsExactly(run);
    }

    @Test
    void finds_waiting_runs_longest_first() {
        String reason = "R" + job.hashCode();
        RunRow newer = waiting(1, reason, 2);
        RunRow older = waiting(2, reason, 1);
        declared(3);

        List<RunRow> found = store().read(session -> session.runs().waiting(reason, Optional.empty(), 10));

        List<RunRow> next = store().read(session -> session.runs().waiting(reason, Optional.of(older), 10));

        assertThat(found).containsExactly(older, newer);
        assertThat(next).containsExactly(newer);
    }

    private RunRow waiting(int at, String reason, int since) {
        RunRow run =
                standing(aRun(job, at), new Standing("DECLARED", Optional.of(reason), "", 0, NOON.plusSeconds(since)));
        return store().write(session -> declare(session, run));
    }

    @Test
    void finds_runs_that_nothing_would_move() {
        String state = "S" + job.hashCode();
        RunRow adrift = inState(1, state, Optional.empty(), 2);
        inState(2, state, Optional.of("POOL"), 0);
        RunRow triggered = inState(3, state, Optional.empty(), 4);
        RunRow triggeredBefore = inState(4, state, Optional.empty(), 4);
        RunRow live = inState(5, state, Optional.empty(), 1);
        trigger(triggered, 5);
        trigger(triggeredBefore, 4);
        store().write(session -> session.attempts().claim(aClaim(live.identity()), NOON));

        List<RunRow> found =
                store().read(session -> session.runs().adrift(Set.of(state, "other"), "avow", "execute", 10));

        assertThat(found).containsExactlyInAnyOrder(adrift, triggeredBefore);
    }

    @Test
    void finds_runs_that_nothing_would_move_longest_first_in_whichever_state() {
        String one = "A" + job.hashCode();
        String other = "B" + job.hashCode();
        RunRow third = since(1, one, 3);
        RunRow second = since(2, other, 2);
        RunRow first = since(3, one, 1);

        assertThat(adrift(Set.of(one, other), 10)).containsExactly(first, second, third);
        assertThat(adrift(Set.of(one, other), 2)).containsExactly(first, second);
        assertThat(adrift(Set.of(), 10)).isEmpty();
    }

    private List<RunRow> adrift(Set<String> states, int limit) {
        return store().read(session -> session.runs().adrift(states, "avow", "execute", limit));
    }

    private RunRow since(int at, String state, int seconds) {
        Standing standing = new Standing(state, Optional.empty(), "", 0, NOON.plusSeconds(seconds));
        return store().write(session -> declare(session, standing(aRun(job, at), standing)));
    }

    private RunRow inState(int at, String state, Optional<String> waiting, int attempts) {
        RunRow run = standing(aRun(job, at), new Standing(state, waiting, "", attempts, NOON));
        return store().write(session -> declare(session, run));
    }

    private void trigger(RunRow run, int attempt) {
        String name = run.identity().substring("sha256:".length()) + "." + attempt;
        execute(
                """
                insert into qrtz_job_details (sched_name, job_name, job_group, job_class_name, is_durable,
                    is_nonconcurrent, is_update_data, requests_recovery)
                select 'avow', 'execute', 'avow', 'x', true, false, false, false
                where not exists (select 1 from qrtz_job_details where sched_name = 'avow')""",
                "insert into qrtz_triggers (sched_name, trigger_name, trigger_group, job_name, job_group, trigger_state,"
                        + " trigger_type, start_time) values ('avow', '" + name
                        + "', 'execute', 'execute', 'avow', 'WAITING', 'SIMPLE', 0)");
    }

    @Test
    void keeps_how_long_the_newest_attempt_took_with_the_run() {
        RunRow run = declared(1);
        Claim claim = aClaim(run.identity());
        Ending ending = new Ending(
                "FAILED", "failed of " + job, NOON.plusSeconds(90_061).plusMillis(7));
        store().writeOnly(session -> {
            session.attempts().claim(claim, NOON);
            session.attempts().end(claim, ending);
            stands(session, run, "RETRYING", 1);
        });
        execute("update attempt set ended_at = started_at where detail = 'failed of " + job + "'");
        assertThat(took()).contains(Duration.ofMillis(90_061_007));

        execute("update run set attempts = 2 where job = '" + job + "'"); // why: as an engine does that knows no more
        assertThat(took()).isEmpty();
        execute("update run set attempts = 1, took = null where job = '" + job + "'");
        assertThat(took()).contains(Duration.ZERO);

        store().writeOnly(session -> {
            session.attempts().claim(new Claim(run.identity(), 2, claim.node(), 0), NOON);
            stands(session, run, "RUNNING", 2);
        });
        assertThat(took()).isEmpty();
    }

    @Test
    void keeps_how_long_an_attempt_took_also_where_its_clock_went_back() {
        RunRow run = declared(1);
        store().writeOnly(session -> {
            session.attempts().claim(aClaim(run.identity()), NOON);
            session.attempts().end(aClaim(run.identity()), new Ending("FAILED", "", NOON.minusMillis(1_500)));
            stands(session, run, "FAILED", 1);
        });

        assertThat(took()).contains(Duration.ofMillis(-1_500));
    }

    private static void stands(Session session, RunRow run, String state, int attempts) {
        session.runs()
                .change(
                        run.identity(),
                        Set.of("DECLARED", "RETRYING"),
                        new Standing(state, Optional.empty(), "", attempts, NOON));
    }

    private Optional<Duration> took() {
        return store().<List<ListedRun>>read(
                        session -> session.lookups().listed(RunFilter.ofJob(job), Optional.empty(), 2))
                .get(0)
                .took();
    }

    private void execute(String... statements) {
        try (Connection connection = store().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
