package dev.avow.db;

import static dev.avow.db.testing.Rows.NOON;
import static dev.avow.db.testing.Rows.aClaim;
import static dev.avow.db.testing.Rows.aCursor;
import static dev.avow.db.testing.Rows.aDeclaration;
import static dev.avow.db.testing.Rows.aRequest;
import static dev.avow.db.testing.Rows.aRun;
import static dev.avow.db.testing.Rows.aSlot;
import static dev.avow.db.testing.Rows.aSpec;
import static dev.avow.db.testing.Rows.aStanding;
import static dev.avow.db.testing.Rows.anEvent;
import static dev.avow.db.testing.Rows.anOccasion;
import static dev.avow.db.testing.Rows.anOutput;
import static dev.avow.db.testing.Rows.anOwner;
import static dev.avow.db.testing.Rows.bytes;
import static dev.avow.db.testing.Rows.declare;
import static dev.avow.db.testing.Rows.digest;
import static dev.avow.db.testing.Rows.standing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.db.Attempts.Claim;
import dev.avow.db.Attempts.Ending;
import dev.avow.db.Attempts.OutputRow;
import dev.avow.db.Declarations.DeclarationRow;
import dev.avow.db.Declarations.LocatorRow;
import dev.avow.db.Declarations.SpecRow;
import dev.avow.db.Declarations.SpecUseRow;
import dev.avow.db.Declarations.UndeclaredRow;
import dev.avow.db.Events.EventRow;
import dev.avow.db.Events.StoredEvent;
import dev.avow.db.Owners.OwnerRow;
import dev.avow.db.Requests.RequestRow;
import dev.avow.db.Runs.PageKey;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Runs.Standing;
import dev.avow.db.Slots.CursorRow;
import dev.avow.db.Slots.SlotRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What every store does, on whichever database; each test has a job of its own. */
abstract class StoreContract {

    private String job = "";

    abstract Store store();

    @BeforeEach
    void name_the_job(TestInfo test) {
        String name = test.getTestMethod().orElseThrow().getName();
        job = name.substring(0, Math.min(name.length(), 100));
    }

    // Declarations

    @Test
    void keeps_a_declaration_as_it_is() {
        DeclarationRow declared = aDeclaration(job);

        boolean inserted = store().write(session -> {
            session.declarations().putSpec(aSpec(job));
            return session.declarations().insert(declared);
        });

        assertThat(inserted).isTrue();
        assertThat(store().<Optional<DeclarationRow>>read(
                                session -> session.declarations().find(declared.identity())))
                .contains(declared);
        assertThat(store().<Optional<DeclarationRow>>read(
                                session -> session.declarations().findByOccasion(declared.key(), 1)))
                .contains(declared);
        assertThat(store().<Optional<DeclarationRow>>read(
                                session -> session.declarations().findByOccasion(declared.key(), 2)))
                .isEmpty();
    }

    @Test
    void refuses_a_declaration_whose_identity_is_taken() {
        DeclarationRow first = aDeclaration(job);
        DeclarationRow second = new DeclarationRow(
                first.identity(), anOccasion(job, 2), 1, first.spec(), first.body(), first.declaredAt());

        List<Boolean> inserted = store().write(session -> {
            session.declarations().putSpec(aSpec(job));
            return List.of(
                    session.declarations().insert(first), session.declarations().insert(second));
        });

        assertThat(inserted).containsExactly(true, false);
        assertThat(store().<Integer>read(session -> session.declarations().lastNumber(second.key())))
                .isZero();
    }

    @Test
    void refuses_a_declaration_whose_occasion_and_number_are_taken() {
        DeclarationRow first = aDeclaration(job);
        DeclarationRow second =
                new DeclarationRow(digest("other"), first.key(), 1, first.spec(), bytes("other"), first.declaredAt());
        DeclarationRow third =
                new DeclarationRow(digest("third"), first.key(), 2, first.spec(), bytes("third"), first.declaredAt());

        List<Boolean> inserted = store().write(session -> {
            session.declarations().putSpec(aSpec(job));
            return List.of(
                    session.declarations().insert(first),
                    session.declarations().insert(second),
                    session.declarations().insert(third));
        });

        assertThat(inserted).containsExactly(true, false, true);
        assertThat(store().<Integer>read(session -> session.declarations().lastNumber(first.key())))
                .isEqualTo(2);
    }

    @Test
    void keeps_a_spec_once() {
        SpecRow spec = aSpec(job);

        store().writeOnly(session -> {
            session.declarations().putSpec(spec);
            session.declarations().putSpec(new SpecRow(spec.digest(), "other", "other", bytes("other"), NOON));
        });

        assertThat(store().<Optional<SpecRow>>read(
                                session -> session.declarations().findSpec(spec.digest())))
                .contains(spec);
        assertThat(store().<Optional<SpecRow>>read(
                                session -> session.declarations().findSpec(digest("none"))))
                .isEmpty();
    }

    @Test
    void refuses_a_declaration_whose_spec_is_not_stored() {
        assertThatThrownBy(() -> store().write(session -> session.declarations().insert(aDeclaration(job))))
                .isInstanceOf(StoreException.class)
                .hasMessage("Database refused a statement, SQLSTATE " + foreignKeyViolation()
                        + ": insert into declaration (identity, job, task, occasion, number, spec, body, declared_at)."
                        + " See the cause.");
    }

    private String foreignKeyViolation() {
        return store().database() == Store.Database.H2 ? "23506" : "23503";
    }

    @Test
    void keeps_locators_by_input_name() {
        String identity = declared(1).identity();
        LocatorRow a = new LocatorRow("a", "file:///a");
        LocatorRow b = new LocatorRow("b", "file:///b");

        store().writeOnly(session -> session.declarations().insertLocators(identity, List.of(b, a)));

        assertThat(store().<List<LocatorRow>>read(
                                session -> session.declarations().locators(identity)))
                .containsExactly(a, b);
    }

    @Test
    void notes_a_spec_when_it_is_another_than_the_newest() {
        RunRow first = declared(1);
        RunRow second = declared(2);
        SpecRow other = new SpecRow(digest(job + " other"), job, "task", bytes("other"), NOON);

        store().writeOnly(session -> {
            session.declarations().putSpec(other);
            session.declarations().noteSpec(first.identity(), first.key(), first.spec(), NOON);
            session.declarations().noteSpec(second.identity(), second.key(), first.spec(), NOON);
            session.declarations().noteSpec(second.identity(), second.key(), other.digest(), NOON);
            session.declarations().noteSpec(first.identity(), first.key(), first.spec(), NOON);
        });

        assertThat(store().<List<SpecUseRow>>read(
                                session -> session.declarations().specUses(job)))
                .containsExactly(
                        new SpecUseRow(job, "task", 1, first.spec(), first.identity(), NOON),
                        new SpecUseRow(job, "task", 2, other.digest(), second.identity(), NOON),
                        new SpecUseRow(job, "task", 3, first.spec(), first.identity(), NOON));
    }

    @Test
    void keeps_what_is_never_declared_newest_first() {
        UndeclaredRow older = new UndeclaredRow(anOccasion(job, 1), "UPSTREAM_FAILED", NOON);
        UndeclaredRow newer = new UndeclaredRow(anOccasion(job, 2), "SKIPPED", NOON.plusMillis(1));
        UndeclaredRow again = new UndeclaredRow(anOccasion(job, 1), "SKIPPED", NOON);

        List<Boolean> inserted = store().write(session -> List.of(
                session.declarations().insertUndeclared(older),
                session.declarations().insertUndeclared(newer),
                session.declarations().insertUndeclared(again)));

        assertThat(inserted).containsExactly(true, true, false);
        assertThat(store().<List<UndeclaredRow>>read(
                                session -> session.declarations().undeclared(job, 10)))
                .containsExactly(newer, older);
        assertThat(store().<List<UndeclaredRow>>read(
                                session -> session.declarations().undeclared(job, 1)))
                .containsExactly(newer);
        assertThat(store().<Optional<UndeclaredRow>>read(
                                session -> session.declarations().findUndeclared(older.key())))
                .contains(older);
    }

    // Events

    @Test
    void keeps_events_in_their_order() {
        String identity = declared(1).identity();
        EventRow ofRun =
                new EventRow("CLAIMED", job, Optional.of(identity), OptionalInt.of(1), NOON, bytes("{}"), digest("{}"));

        List<Long> places = store().write(session -> List.of(
                session.events().append(anEvent(job)),
                session.events().append(ofRun),
                session.events().append(anEvent(job))));

        assertThat(places).isSorted().doesNotHaveDuplicates();
        assertThat(store().<List<StoredEvent>>read(session -> session.events().ofRun(identity)))
                .containsExactly(new StoredEvent(places.get(1), ofRun));
        assertThat(store().<List<StoredEvent>>read(session -> session.events().ofJob(job, places.get(0), 10)))
                .containsExactly(new StoredEvent(places.get(1), ofRun), new StoredEvent(places.get(2), anEvent(job)));
        assertThat(store().<List<StoredEvent>>read(session -> session.events().ofJob(job, 0, 1)))
                .containsExactly(new StoredEvent(places.get(0), anEvent(job)));
    }

    // Runs

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
                        NOON,
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
            before = Optional.of(new PageKey(last.at(), last.identity()));
            page = page(before);
        }

        assertThat(paged).containsExactlyInAnyOrderElementsOf(runs);
        assertThat(paged).extracting(RunRow::at).isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    private List<RunRow> page(Optional<PageKey> before) {
        return store().read(session -> session.runs().page(job, before, 7));
    }

    @Test
    void refuses_a_page_without_a_sensible_limit() {
        assertThatThrownBy(() -> store().read(session -> session.runs().page(job, Optional.empty(), 0)))
                .isInstanceOf(StoreException.class)
                .hasMessage("Limit 0 is not valid. Use 1 to 1001.");
        assertThatThrownBy(() -> store().read(session -> session.runs().page(job, Optional.empty(), 1002)))
                .isInstanceOf(StoreException.class)
                .hasMessage("Limit 1002 is not valid. Use 1 to 1001.");
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

        List<RunRow> found = store().read(session -> session.runs().waiting(reason, 10));

        assertThat(found).containsExactly(older, newer);
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

    // Attempts

    @Test
    void claims_an_attempt_once() {
        String identity = declared(1).identity();

        List<Boolean> claimed = store().write(session -> List.of(
                session.attempts().claim(new Claim(identity, 1, "node-a", 0), NOON),
                session.attempts().claim(new Claim(identity, 1, "node-b", 0), NOON),
                session.attempts().claim(new Claim(identity, 2, "node-b", 0), NOON)));

        assertThat(claimed).containsExactly(true, false, true);
        assertThat(store().<List<Attempts.AttemptRow>>read(
                                session -> session.attempts().list(identity)))
                .containsExactly(
                        new Attempts.AttemptRow(
                                new Claim(identity, 1, "node-a", 0), "RUNNING", "", 0, NOON, Optional.empty()),
                        new Attempts.AttemptRow(
                                new Claim(identity, 2, "node-b", 0), "RUNNING", "", 0, NOON, Optional.empty()));
    }

    @Test
    void refuses_a_write_of_a_fenced_claim() {
        Claim claim = aClaim(declared(1).identity());
        Ending interrupted = new Ending("INTERRUPTED", "node-a stands still", NOON.plusMillis(1));
        Ending succeeded = new Ending("SUCCEEDED", "", NOON.plusMillis(2));

        List<Boolean> done = store().write(session -> List.of(
                session.attempts().claim(claim, NOON),
                session.attempts().fence(claim, interrupted),
                session.attempts().end(claim, succeeded),
                session.attempts().fence(claim, succeeded)));

        assertThat(done).containsExactly(true, true, false, false);
        assertThat(store().<Optional<Attempts.AttemptRow>>read(
                                session -> session.attempts().find(claim.identity(), 1)))
                .contains(new Attempts.AttemptRow(
                        new Claim(claim.identity(), 1, "node-a", 1),
                        "INTERRUPTED",
                        "node-a stands still",
                        0,
                        NOON,
                        Optional.of(NOON.plusMillis(1))));
    }

    @Test
    void ends_an_attempt_once() {
        Claim claim = aClaim(declared(1).identity());
        Ending succeeded = new Ending("SUCCEEDED", "", NOON);

        List<Boolean> done = store().write(session -> List.of(
                session.attempts().claim(claim, NOON),
                session.attempts().end(claim, succeeded),
                session.attempts().end(claim, succeeded)));

        assertThat(done).containsExactly(true, true, false);
    }

    @Test
    void raises_the_beat_of_live_attempts_of_a_node() {
        String node = "node " + job;
        Claim live = new Claim(declared(1).identity(), 1, node, 0);
        Claim ended = new Claim(declared(2).identity(), 1, node, 0);
        store().writeOnly(session -> {
            session.attempts().claim(live, NOON);
            session.attempts().claim(ended, NOON);
            session.attempts().end(ended, new Ending("FAILED", "", NOON));
        });

        int beaten = store().write(session ->
                session.attempts().beat(node) + session.attempts().beat(node));

        assertThat(beaten).isEqualTo(2);
        assertThat(beat(live)).isEqualTo(2);
        assertThat(beat(ended)).isZero();
        assertThat(store().<List<Attempts.AttemptRow>>read(
                                session -> session.attempts().live(1_000)))
                .extracting(Attempts.AttemptRow::claim)
                .contains(live)
                .doesNotContain(ended);
    }

    private long beat(Claim claim) {
        return store().<Attempts.AttemptRow>read(session -> session.attempts()
                        .find(claim.identity(), claim.attempt())
                        .orElseThrow())
                .beat();
    }

    @Test
    void keeps_outputs_and_finds_them_by_digest_newest_first() {
        OutputRow b = anOutput(declared(1).identity(), job + " b");
        OutputRow a = anOutput(declared(2).identity(), job + " a");
        OutputRow same = new OutputRow(declared(3).identity(), 1, "same", b.digest(), "text/plain", 12);

        store().writeOnly(session -> session.attempts().insertOutputs(List.of(b, same)));
        store().writeOnly(session -> session.attempts().insertOutputs(List.of(a)));
        store().writeOnly(session -> session.attempts().insertOutputs(List.of()));

        assertThat(store().<List<OutputRow>>read(session -> session.attempts().outputs(b.identity(), 1)))
                .containsExactly(b);
        assertThat(store().<List<OutputRow>>read(session -> session.attempts().outputsByDigest(b.digest(), 10)))
                .containsExactly(same, b);
        assertThat(store().<List<OutputRow>>read(session -> session.attempts().outputsByDigest(a.digest(), 10)))
                .containsExactly(a);
    }

    // Slots

    @Test
    void advances_a_cursor_only_from_where_it_stands() {
        CursorRow cursor = aCursor(job);

        List<Boolean> done = store().write(session -> List.of(
                session.slots().insertCursor(cursor),
                session.slots().insertCursor(new CursorRow(job, "nightly", NOON.plusSeconds(9))),
                session.slots().advance(cursor, NOON.plusSeconds(1)),
                session.slots().advance(cursor, NOON.plusSeconds(2))));

        assertThat(done).containsExactly(true, false, true, false);
        assertThat(store().<Optional<CursorRow>>read(session -> session.slots().findCursor(job, "nightly")))
                .contains(new CursorRow(job, "nightly", NOON.plusSeconds(1)));
    }

    @Test
    void keeps_slots_newest_first() {
        SlotRow older = aSlot(job, NOON);
        SlotRow newer = new SlotRow(
                job, "nightly", NOON.plusSeconds(1), NOON.plusSeconds(5), 5, "SKIPPED", "caught up last", NOON);

        store().writeOnly(session -> {
            session.slots().insertSlot(older);
            session.slots().insertSlot(newer);
        });

        assertThat(store().<List<SlotRow>>read(session -> session.slots().slots(job, "nightly", 10)))
                .containsExactly(newer, older);
    }

    @Test
    void refuses_a_second_decision_on_a_slot() {
        store().writeOnly(session -> session.slots().insertSlot(aSlot(job, NOON)));

        assertThatThrownBy(() -> store().writeOnly(session -> session.slots().insertSlot(aSlot(job, NOON))))
                .isInstanceOf(StoreException.class)
                .hasMessage("Slot 2026-01-05T12:00:00Z of schedule 'nightly' of job '" + job
                        + "' is decided already. Read what was decided.");
    }

    // Requests

    @Test
    void keeps_a_request_until_it_is_met() {
        RequestRow request = aRequest(job, 1);

        List<Boolean> inserted = store().write(session ->
                List.of(session.requests().insert(request), session.requests().insert(request)));
        store().writeOnly(session -> session.requests().postpone(request.key(), 2, "no input", NOON.plusSeconds(60)));

        assertThat(inserted).containsExactly(true, false);
        assertThat(store().<Optional<RequestRow>>read(
                                session -> session.requests().find(request.key())))
                .contains(new RequestRow(request.key(), request.occasion(), NOON.plusSeconds(60), 2, "no input", NOON));
        assertThat(store().<Boolean>write(session -> session.requests().delete(request.key())))
                .isTrue();
        assertThat(store().<Boolean>write(session -> session.requests().delete(request.key())))
                .isFalse();
    }

    @Test
    void finds_due_requests_longest_first() {
        store().writeOnly(session -> {
            for (int at = 5; at > 0; at--) {
                session.requests().insert(aRequest(job, at));
            }
        });

        List<RequestRow> due = store().read(session -> session.requests().due(NOON.plusSeconds(3), Set.of(job), 1_000));

        assertThat(due)
                .filteredOn(request -> request.key().job().equals(job))
                .containsExactly(aRequest(job, 1), aRequest(job, 2), aRequest(job, 3));
    }

    // Owners

    @Test
    void has_one_owner_at_a_time() {
        OwnerRow first = anOwner("first");
        OwnerRow second = anOwner("second");
        OwnerRow beaten = new OwnerRow("first", first.node(), first.pid(), first.since(), 1);

        List<Boolean> done = store().write(session -> List.of(
                session.owners().take(first),
                session.owners().take(second),
                session.owners().beat("first"),
                session.owners().beat("second"),
                session.owners().replace(first, second),
                session.owners().replace(beaten, second),
                session.owners().release("first"),
                session.owners().release("second")));

        assertThat(done).containsExactly(true, false, true, false, false, true, false, true);
        assertThat(store().<Optional<OwnerRow>>read(session -> session.owners().find()))
                .isEmpty();
    }

    // Transactions

    @Test
    void stores_nothing_of_work_that_throws() {
        IllegalStateException thrown = new IllegalStateException("stop");

        assertThatThrownBy(() -> store().writeOnly(session -> {
                    declare(session, job, 1);
                    throw thrown;
                }))
                .isSameAs(thrown);

        assertThat(store().<Optional<RunRow>>read(
                                session -> session.runs().find(aRun(job, 1).identity())))
                .isEmpty();
    }

    @Test
    void stores_nothing_where_a_failed_statement_was_swallowed() {
        assertThatThrownBy(() -> store().writeOnly(session -> {
                    session.slots().insertCursor(aCursor(job));
                    try {
                        session.declarations().insert(aDeclaration(job));
                    } catch (StoreException swallowed) {
                        assertThat(swallowed).hasCauseInstanceOf(SQLException.class);
                    }
                }))
                .isInstanceOf(StoreException.class)
                .hasMessage("Transaction was rolled back: one of its statements had failed."
                        + " Let the exception of that statement out.");

        assertThat(store().<Optional<CursorRow>>read(session -> session.slots().findCursor(job, "nightly")))
                .isEmpty();
    }

    @Test
    void leaves_the_callers_transaction_to_the_caller() throws SQLException {
        CursorRow cursor = aCursor(job);

        try (Connection connection = store().dataSource().getConnection()) {
            connection.setAutoCommit(false);
            store().on(connection).slots().insertCursor(cursor);
            assertThat(connection.isClosed()).isFalse();
            connection.rollback();
            assertThat(store().on(connection).slots().findCursor(job, "nightly"))
                    .isEmpty();
            store().on(connection).slots().insertCursor(cursor);
            connection.commit();
            connection.setAutoCommit(true);
        }

        assertThat(store().<Optional<CursorRow>>read(session -> session.slots().findCursor(job, "nightly")))
                .contains(cursor);
    }

    @Test
    void refuses_writing_while_it_reads() {
        assertThatThrownBy(() -> store().read(session -> session.slots().insertCursor(aCursor(job))))
                .isInstanceOf(StoreException.class)
                .hasMessage("Session only reads. Write with Store.write, on a store that is open for writing.");
        assertThatThrownBy(() -> store().read(session -> session.slots().lockCursor(job, "nightly")))
                .isInstanceOf(StoreException.class)
                .hasMessage("Session only reads. Write with Store.write, on a store that is open for writing.");
    }

    @Test
    void refuses_what_it_could_not_keep_as_it_is() {
        String long101 = "j".repeat(101);

        assertThatThrownBy(() -> store().write(session ->
                        session.slots().insertCursor(new CursorRow(job, "nightly", NOON.plusNanos(1_000)))))
                .isInstanceOf(StoreException.class)
                .hasMessage("Time 2026-01-05T12:00:00.000001Z is finer than a millisecond. Truncate it.");
        assertThatThrownBy(() ->
                        store().write(session -> session.slots().insertCursor(new CursorRow(long101, "nightly", NOON))))
                .isInstanceOf(StoreException.class)
                .hasMessage(
                        "Database refused a statement, SQLSTATE 22001: insert into cursor (job, schedule, decided_to)."
                                + " See the cause.");
        assertThatThrownBy(() -> store().read(session -> session.runs().find("sha256:AB")))
                .isInstanceOf(StoreException.class)
                .hasMessage("Digest 'sha256:AB' is not valid. Use 'sha256:' and 64 lower-case hex digits.");
    }

    @Test
    void returns_from_sync() {
        store().sync();

        assertThat(store().database()).isNotNull();
    }

    private RunRow declared(int at) {
        return store().write(session -> declare(session, job, at));
    }
}
