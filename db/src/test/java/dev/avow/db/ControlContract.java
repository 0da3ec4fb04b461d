package dev.avow.db;

import static dev.avow.db.testing.Rows.NOON;
import static dev.avow.db.testing.Rows.aClaim;
import static dev.avow.db.testing.Rows.aCursor;
import static dev.avow.db.testing.Rows.aRun;
import static dev.avow.db.testing.Rows.aSpec;
import static dev.avow.db.testing.Rows.anOccasion;
import static dev.avow.db.testing.Rows.bytes;
import static dev.avow.db.testing.Rows.declare;
import static dev.avow.db.testing.Rows.standing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.Attempts.Claim;
import dev.avow.db.Attempts.Ending;
import dev.avow.db.Commands.AnswerRow;
import dev.avow.db.Commands.CommandRow;
import dev.avow.db.Commands.FateRow;
import dev.avow.db.Dues.DueRow;
import dev.avow.db.Jobs.CountRow;
import dev.avow.db.Runs.Standing;
import dev.avow.db.Seats.SeatRow;
import dev.avow.db.Slots.DefinitionRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What every store does with what people say of jobs and runs; each test has a job of its own. */
abstract class ControlContract {

    private String job = "";

    abstract Store store();

    @BeforeEach
    void name_the_job(TestInfo test) {
        job = test.getTestMethod().orElseThrow().getName();
    }

    private <T> T write(Function<Session, T> work) {
        return store().write(work);
    }

    private String declared(int at) {
        return write(session -> declare(session, job, at)).identity();
    }

    private String waiting(String reason, int at) {
        Standing waits = new Standing("DECLARED", Optional.of(reason), "", 0, NOON);
        return write(session -> declare(session, standing(aRun(job, at), waits)))
                .identity();
    }

    @Test
    void pauses_a_job_once_and_resumes_it_once() {
        String run = declared(1);

        List<Boolean> changes = write(session -> List.of(
                session.pauses().pause(job, NOON),
                session.pauses().pause(job, NOON),
                session.pauses().lock(job),
                session.pauses().holds(run),
                session.pauses().resume(job),
                session.pauses().resume(job),
                session.pauses().lock(job),
                session.pauses().holds(run)));

        assertThat(changes).containsExactly(true, false, true, true, true, false, false, false);
    }

    @Test
    void keeps_one_moment_of_each_kind_for_a_run_and_finds_what_is_due() {
        String first = declared(1);
        String second = declared(2);
        String kind = job.substring(0, 20);
        List<Boolean> stored = write(session -> List.of(
                session.dues().insert(new DueRow(second, kind, NOON.plusSeconds(2))),
                session.dues().insert(new DueRow(first, kind, NOON.plusSeconds(1))),
                session.dues().insert(new DueRow(first, kind, NOON.plusSeconds(3))),
                session.dues().insert(new DueRow(first, "OTHER", NOON))));

        DueRow earliest = new DueRow(first, kind, NOON.plusSeconds(1));
        List<List<DueRow>> pages = write(session -> List.of(
                session.dues().due(kind, NOON.plusSeconds(1), Optional.empty(), 9),
                session.dues().due(kind, NOON.plusSeconds(2), Optional.of(earliest), 9)));
        List<Boolean> deleted = write(session ->
                List.of(session.dues().delete(first, kind), session.dues().delete(first, kind)));
        List<Optional<Instant>> left = write(session -> List.of(
                session.dues().find(first, kind),
                session.dues().find(first, "OTHER"),
                session.dues().find(second, kind)));
        assertThat(stored).containsExactly(true, true, false, true);
        assertThat(pages).containsExactly(List.of(earliest), List.of(new DueRow(second, kind, NOON.plusSeconds(2))));
        assertThat(deleted).containsExactly(true, false);
        assertThat(left).containsExactly(Optional.empty(), Optional.of(NOON), Optional.of(NOON.plusSeconds(2)));
    }

    @Test
    void finds_the_runs_that_wait_for_a_pause_that_is_over_by_their_occasions() {
        String second = waiting("PAUSED", 2);
        String first = waiting("PAUSED", 1);
        declared(3);
        write(session -> session.pauses().pause(job, NOON));

        List<String> paused = store().read(session -> session.pauses().leftWaiting("PAUSED", 10));
        write(session -> session.pauses().resume(job));
        List<String> resumed = store().read(session -> session.pauses().leftWaiting("PAUSED", 10));
        List<String> oldest = store().read(session -> session.pauses().leftWaiting("PAUSED", 1));

        assertThat(paused).isEmpty();
        assertThat(resumed).containsExactly(first, second);
        assertThat(oldest).containsExactly(first);
    }

    @Test
    void marks_a_live_attempt_once() {
        Claim claim = new Claim(declared(1), 1, job, 0);
        Claim other = new Claim(declared(2), 1, job, 0);

        List<Boolean> marks = write(session -> {
            session.attempts().claim(claim, NOON);
            session.attempts().claim(other, NOON);
            return List.of(
                    session.cancels().isMarked(claim.identity(), 1),
                    session.cancels().mark(claim.identity(), 1),
                    session.cancels().mark(claim.identity(), 1),
                    session.cancels().isMarked(claim.identity(), 1),
                    session.cancels().mark(claim.identity(), 2));
        });

        assertThat(marks).containsExactly(false, true, false, true, false);
        assertThat(store().<List<Claim>>read(session -> session.cancels().marked(job)))
                .containsExactly(claim);
    }

    @Test
    void marks_no_attempt_that_has_ended_and_forgets_no_mark() {
        Claim ended = aClaim(declared(1));
        Claim marked = aClaim(declared(2));

        boolean late = write(session -> {
            for (Claim claim : List.of(ended, marked)) {
                session.attempts().claim(claim, NOON);
            }
            session.cancels().mark(marked.identity(), 1);
            session.attempts().end(marked, new Ending("CANCELLED", "", NOON));
            session.attempts().end(ended, new Ending("SUCCEEDED", "", NOON));
            return session.cancels().mark(ended.identity(), 1);
        });

        assertThat(late).isFalse();
        assertThat(store().<Boolean>read(session -> session.cancels().isMarked(marked.identity(), 1)))
                .isTrue();
        assertThat(store().<List<Claim>>read(session -> session.cancels().marked(marked.node())))
                .isEmpty();
    }

    private static SeatRow seat(String pool, String identity, boolean taken) {
        return new SeatRow(pool, identity, 1, taken);
    }

    @Test
    void makes_a_pool_when_it_is_first_named_and_sets_its_size() {
        OptionalInt first = write(session -> session.seats().lock(job));
        OptionalInt sized = write(session -> {
            session.seats().resize(job, 3);
            return session.seats().lock(job);
        });

        assertThat(first).isEmpty();
        assertThat(sized).hasValue(3);
    }

    @Test
    void keeps_seats_and_queues_in_the_order_in_which_they_came() {
        String other = job + "-b";
        List<String> runs = List.of(declared(3), declared(1), declared(2));
        write(session -> {
            session.seats().lock(job);
            session.seats().lock(other);
            session.seats().insert(seat(job, runs.get(0), true));
            session.seats().insert(seat(job, runs.get(1), false));
            session.seats().insert(seat(other, runs.get(1), false));
            session.seats().insert(seat(job, runs.get(2), false));
            return true;
        });

        int taken = store().read(session -> session.seats().taken(job));
        List<SeatRow> queue = store().read(session -> session.seats().queue(job, Set.of(), 10));
        List<SeatRow> passed = store().read(session -> session.seats().queue(job, Set.of(other), 10));
        List<SeatRow> one = store().read(session -> session.seats().queue(job, Set.of(), 1));
        List<SeatRow> of = store().read(session -> session.seats().of(runs.get(1)));
        List<String> queuedFor = store().read(session -> session.seats().queuedFor());

        assertThat(taken).isEqualTo(1);
        assertThat(queue).containsExactly(seat(job, runs.get(1), false), seat(job, runs.get(2), false));
        assertThat(passed).containsExactly(seat(job, runs.get(2), false));
        assertThat(one).hasSize(1);
        assertThat(of).containsExactly(seat(job, runs.get(1), false), seat(other, runs.get(1), false));
        assertThat(queuedFor).contains(job, other);
    }

    @Test
    void gives_up_all_of_a_run() {
        String run = declared(1);
        write(session -> {
            session.seats().lock(job);
            session.seats().insert(seat(job, run, true));
            session.seats().delete(run);
            return true;
        });

        assertThat(store().<List<SeatRow>>read(session -> session.seats().of(run)))
                .isEmpty();
    }

    @Test
    void finds_seats_of_runs_that_wait_or_are_in_no_state_that_needs_one() {
        String waits = waiting("DENIED", 1);
        String declared = declared(2);
        String queues = waiting("POOL", 3);
        write(session -> {
            session.seats().lock(job);
            session.seats().insert(seat(job, waits, true));
            session.seats().insert(seat(job, declared, true));
            session.seats().insert(seat(job, queues, false));
            return true;
        });

        List<String> idle = store().read(session -> session.seats().idle(Set.of("DECLARED"), 10));
        List<String> more = store().read(session -> session.seats().idle(Set.of("RUNNING"), 100));

        assertThat(idle).contains(waits).doesNotContain(declared, queues);
        assertThat(more).contains(waits, declared).doesNotContain(queues);
    }

    private CommandRow submitted(String id, int seconds) {
        CommandRow command = new CommandRow(id, "pause", bytes("{\"job\":\"nightly\"}"), "ann", false);
        store().writeOnly(session -> session.commands().submit(command, Duration.ofSeconds(seconds)));
        return command;
    }

    private boolean take(String id, String node) {
        return write(session -> session.commands().take(id, node));
    }

    private Optional<FateRow> fate(String id) {
        return store().read(session -> session.commands().fate(id));
    }

    @Test
    void lets_one_node_take_a_command_and_nobody_withdraw_it_then() {
        CommandRow command = submitted("taken", 60);

        List<CommandRow> pending = store().read(session -> session.commands().pending(10));
        Optional<FateRow> before = fate("taken");
        boolean first = take("taken", "node-a");
        boolean second = take("taken", "node-b");
        boolean withdrawn = write(session -> session.commands().withdraw("taken"));
        Optional<FateRow> taken = fate("taken");
        AnswerRow answer = new AnswerRow("taken", "DONE", bytes("{}"));
        store().writeOnly(session -> session.commands().answer(answer));
        store().writeOnly(session -> session.commands().close());

        assertThat(pending).contains(command);
        assertThat(before).isEmpty();
        assertThat(List.of(first, second, withdrawn)).containsExactly(true, false, false);
        assertThat(taken).contains(new FateRow(Optional.of("node-a"), Optional.empty()));
        assertThat(fate("taken")).contains(new FateRow(Optional.of("node-a"), Optional.of(answer)));
        assertThat(store().<List<CommandRow>>read(session -> session.commands().pending(10)))
                .doesNotContain(command);
    }

    @Test
    void lets_nobody_take_a_command_that_was_withdrawn_or_has_expired() {
        submitted("withdrawn", 60);
        submitted("expired", -1);
        boolean withdrawn = write(session -> session.commands().withdraw("withdrawn"));

        assertThat(withdrawn).isTrue();
        assertThat(take("withdrawn", "node-a")).isFalse();
        assertThat(take("expired", "node-a")).isFalse();
        assertThat(fate("withdrawn")).contains(new FateRow(Optional.empty(), Optional.empty()));
        assertThat(fate("expired")).isEmpty();
    }

    @Test
    void deletes_commands_that_are_closed_and_old() throws SQLException {
        submitted("old", 60);
        submitted("young", 60);
        take("old", "node-a");
        take("young", "node-a");
        store().writeOnly(session -> session.commands().answer(new AnswerRow("old", "DONE", bytes("{}"))));
        store().writeOnly(session -> session.commands().close());
        try (Connection connection = store().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("update command set submitted_at = timestamp '2026-01-01 00:00:00' where id = 'old'");
        }

        store().writeOnly(session -> session.commands().deleteOld());

        assertThat(fate("old")).isEmpty();
        assertThat(fate("young")).isPresent();
    }

    @Test
    void knows_jobs_by_what_was_registered_declared_or_paused_and_counts_their_runs() {
        String scheduled = job + "-scheduled";
        declared(1);
        declared(2);
        waiting("DENIED", 3);
        write(session -> session.slots().insertCursor(aCursor(scheduled))
                && session.pauses().pause(scheduled, NOON));
        write(session -> {
            session.declarations()
                    .noteSpec(
                            aRun(job, 1).identity(),
                            anOccasion(job, 1),
                            aSpec(job).digest(),
                            NOON);
            return true;
        });

        assertThat(store().<List<String>>read(session -> session.jobs().names()))
                .containsOnlyOnce(job, scheduled);
        assertThat(store().<List<DefinitionRow>>read(session -> session.jobs().cursors()))
                .contains(new DefinitionRow(aCursor(scheduled), Optional.empty()));
        assertThat(store().<List<String>>read(session -> session.jobs().paused()))
                .contains(scheduled)
                .doesNotContain(job);
        assertThat(store().<List<CountRow>>read(session -> session.jobs().counts(Set.of("DECLARED"))))
                .filteredOn(count -> count.job().equals(job))
                .containsExactlyInAnyOrder(
                        new CountRow(job, "DECLARED", Optional.empty(), 2),
                        new CountRow(job, "DECLARED", Optional.of("DENIED"), 1));
    }
}
