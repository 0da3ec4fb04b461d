package dev.avow.db;

import static dev.avow.db.testing.Rows.NOON;
import static dev.avow.db.testing.Rows.aCursor;
import static dev.avow.db.testing.Rows.aDeclaration;
import static dev.avow.db.testing.Rows.aRequest;
import static dev.avow.db.testing.Rows.aSlot;
import static dev.avow.db.testing.Rows.aSpec;
import static dev.avow.db.testing.Rows.anOccasion;
import static dev.avow.db.testing.Rows.anOwner;
import static dev.avow.db.testing.Rows.bytes;
import static dev.avow.db.testing.Rows.declare;
import static dev.avow.db.testing.Rows.digest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.Attempts.Claim;
import dev.avow.db.Attempts.Ending;
import dev.avow.db.Declarations.DeclarationRow;
import dev.avow.db.Declarations.SpecRow;
import dev.avow.db.Declarations.SpecUseRow;
import dev.avow.db.Declarations.UndeclaredRow;
import dev.avow.db.Runs.RunRow;
import dev.avow.db.Slots.CursorRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Uniques decide races: two transactions that begin at the same moment, many times over. */
abstract class RaceContract {

    private static final int ROUNDS = 25 * Integer.getInteger("avow.test.scale", 1);
    private static final int THREADS = 2;

    private static ExecutorService threads;

    abstract Store store();

    @BeforeAll
    static void start_the_threads() {
        threads = Executors.newFixedThreadPool(THREADS);
    }

    @AfterAll
    static void stop_the_threads() {
        threads.shutdown();
    }

    @Test
    void one_of_two_declarations_of_an_identity_is_stored() {
        store().writeOnly(session -> session.declarations().putSpec(aSpec("identity")));

        List<List<Boolean>> rounds =
                race((session, round) -> session.declarations().insert(aDeclaration("identity", round)));

        assertThat(rounds).allSatisfy(round -> assertThat(round).containsExactlyInAnyOrder(true, false));
    }

    @Test
    void one_of_two_declarations_of_an_occasion_is_stored() {
        store().writeOnly(session -> session.declarations().putSpec(aSpec("occasion")));

        List<List<Boolean>> rounds = race((session, round) -> {
            String body = round + " in " + Thread.currentThread().getName();
            return session.declarations()
                    .insert(new DeclarationRow(
                            digest(body),
                            anOccasion("occasion", round),
                            1,
                            aSpec("occasion").digest(),
                            bytes(body),
                            NOON));
        });

        assertThat(rounds).allSatisfy(round -> assertThat(round).containsExactlyInAnyOrder(true, false));
    }

    @Test
    void a_loser_goes_on_in_its_transaction() {
        store().writeOnly(session -> session.declarations().putSpec(aSpec("loser")));

        List<List<String>> rounds = race((session, round) -> {
            session.declarations().insert(aDeclaration("loser", round));
            return session.declarations()
                    .findByOccasion(anOccasion("loser", round), 1, DeclarationRow.NOT_MAPPED)
                    .map(DeclarationRow::identity)
                    .orElse("none");
        });

        assertThat(rounds)
                .allSatisfy(round -> assertThat(round)
                        .hasSize(THREADS)
                        .containsOnly(
                                aDeclaration("loser", rounds.indexOf(round)).identity()));
    }

    @Test
    void a_spec_is_stored_by_both_without_a_fault() {
        List<List<Boolean>> rounds = race((session, round) -> {
            String body = "raced " + round;
            session.declarations().putSpec(new SpecRow(digest(body), "spec", "task", bytes(body), NOON));
            return true;
        });

        assertThat(rounds).allSatisfy(round -> assertThat(round).containsExactly(true, true));
    }

    @Test
    void each_change_of_spec_is_noted_once() {
        List<SpecRow> specs = new ArrayList<>();
        List<RunRow> runs = new ArrayList<>();
        store().writeOnly(session -> {
            for (int round = 0; round < ROUNDS; round++) {
                String body = "noted " + round;
                SpecRow spec = new SpecRow(digest(body), "noted", "task", bytes(body), NOON);
                session.declarations().putSpec(spec);
                specs.add(spec);
                runs.add(declare(session, "noted", round));
            }
        });

        race((session, round) -> {
            RunRow run = runs.get(round);
            session.declarations()
                    .noteSpec(run.identity(), run.key(), specs.get(round).digest(), NOON);
            return true;
        });

        List<SpecUseRow> uses = store().read(session -> session.declarations().specUses("noted"));
        assertThat(uses)
                .extracting(SpecUseRow::spec)
                .containsExactlyElementsOf(specs.stream().map(SpecRow::digest).toList());
    }

    @Test
    void one_of_two_claims_of_an_attempt_is_stored() {
        List<RunRow> runs = declared("claims");

        List<List<Boolean>> rounds = race((session, round) -> session.attempts()
                .claim(
                        new Claim(
                                runs.get(round).identity(),
                                1,
                                Thread.currentThread().getName(),
                                0),
                        NOON));

        assertThat(rounds).allSatisfy(round -> assertThat(round).containsExactlyInAnyOrder(true, false));
    }

    @Test
    void one_of_two_endings_of_an_attempt_is_stored() {
        List<RunRow> runs = declared("endings");
        store().writeOnly(session ->
                runs.forEach(run -> session.attempts().claim(new Claim(run.identity(), 1, "node-a", 0), NOON)));

        List<List<Boolean>> rounds = race((session, round) -> {
            Claim claim = new Claim(runs.get(round).identity(), 1, "node-a", 0);
            boolean peer = Thread.currentThread().getName().hashCode() % 2 == 0;
            return peer
                    ? session.attempts()
                            .fence(
                                    new Attempts.AttemptRow(claim, "RUNNING", "", 0, NOON, Optional.empty()),
                                    new Ending("INTERRUPTED", "", NOON))
                    : session.attempts().end(claim, new Ending("SUCCEEDED", "", NOON));
        });

        assertThat(rounds).allSatisfy(round -> assertThat(round).containsExactlyInAnyOrder(true, false));
    }

    @Test
    void one_of_two_decisions_on_a_slot_is_stored() {
        List<List<Boolean>> rounds = race((session, round) -> {
            try {
                session.slots().insertSlot(aSlot("slots", NOON.plusSeconds(round)));
                return true;
            } catch (StoreException decided) {
                return false;
            }
        });

        assertThat(rounds).allSatisfy(round -> assertThat(round).containsExactlyInAnyOrder(true, false));
    }

    @Test
    void one_of_two_requests_is_stored() {
        List<List<Boolean>> rounds = race((session, round) -> session.requests().insert(aRequest("requests", round)));

        assertThat(rounds).allSatisfy(round -> assertThat(round).containsExactlyInAnyOrder(true, false));
    }

    @Test
    void one_of_two_reasons_for_not_declaring_is_stored() {
        List<List<Boolean>> rounds = race((session, round) -> session.declarations()
                .insertUndeclared(new UndeclaredRow(
                        anOccasion("undeclared", round), Thread.currentThread().getName(), NOON)));

        assertThat(rounds).allSatisfy(round -> assertThat(round).containsExactlyInAnyOrder(true, false));
    }

    @Test
    void one_of_two_engines_owns_the_store() {
        List<List<Boolean>> rounds = race((session, round) -> {
            session.owners().release("owner of round " + (round - 1));
            return session.owners().take(anOwner("owner of round " + round));
        });

        assertThat(rounds).allSatisfy(round -> assertThat(round).containsExactlyInAnyOrder(true, false));
        store().writeOnly(session -> session.owners().release("owner of round " + (ROUNDS - 1)));
    }

    @Test
    void a_locked_cursor_is_moved_by_one_at_a_time() {
        store().writeOnly(session -> session.slots().insertCursor(aCursor("cursor")));

        List<List<Boolean>> rounds = race((session, round) -> {
            CursorRow cursor = session.slots().lockCursor("cursor", "nightly").orElseThrow();
            return session.slots().advance(cursor, cursor.decidedTo().plusSeconds(1));
        });

        assertThat(rounds).allSatisfy(round -> assertThat(round).containsExactly(true, true));
        assertThat(store().<CursorRow>read(session ->
                        session.slots().findCursor("cursor", "nightly").orElseThrow()))
                .isEqualTo(new CursorRow("cursor", "nightly", NOON.plusSeconds((long) THREADS * ROUNDS)));
    }

    @Test
    void a_locked_run_is_changed_by_one_at_a_time() {
        RunRow run = store().write(session -> declare(session, "locked", 1));

        race((session, round) -> {
            Runs.Standing now =
                    session.runs().lock(run.identity()).orElseThrow().standing();
            return session.runs()
                    .change(
                            run.identity(),
                            java.util.Set.of("DECLARED"),
                            new Runs.Standing("DECLARED", now.waiting(), "", now.attempts() + 1, NOON));
        });

        assertThat(store().<RunRow>read(
                                session -> session.runs().find(run.identity()).orElseThrow())
                        .standing()
                        .attempts())
                .isEqualTo(THREADS * ROUNDS);
    }

    private List<RunRow> declared(String job) {
        return store().write(session -> {
            List<RunRow> runs = new ArrayList<>();
            for (int at = 0; at < ROUNDS; at++) {
                runs.add(declare(session, job, at));
            }
            return runs;
        });
    }

    private <T> List<List<T>> race(BiFunction<Session, Integer, T> work) {
        List<List<T>> rounds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            rounds.add(round(work, round));
        }
        return rounds;
    }

    private <T> List<T> round(BiFunction<Session, Integer, T> work, int round) {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        Callable<T> racer = () -> store().write(session -> {
            await(start);
            return work.apply(session, round);
        });
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(List.of(racer, racer))) {
                results.add(result.get());
            }
            return results;
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("round " + round, e);
        }
    }

    private static void await(CyclicBarrier start) {
        try {
            start.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
