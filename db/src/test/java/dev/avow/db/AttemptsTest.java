package dev.avow.db;

import static dev.avow.db.testing.Rows.NOON;
import static dev.avow.db.testing.Rows.aClaim;
import static dev.avow.db.testing.Rows.anOutput;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.Attempts.Claim;
import dev.avow.db.Attempts.Ending;
import dev.avow.db.Attempts.OutputRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Keeps attempts, and what they put out. */
class AttemptsTest extends StoreContract {

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
                session.attempts().fence(seen(claim, 0), interrupted),
                session.attempts().end(claim, succeeded),
                session.attempts().fence(seen(claim, 0), succeeded)));

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
                                session -> session.attempts().live(Optional.empty(), 1_000)))
                .extracting(Attempts.AttemptRow::claim)
                .contains(live)
                .doesNotContain(ended);
    }

    @Test
    void pages_through_live_attempts_oldest_first() {
        for (int i = 1; i <= 5; i++) {
            Claim claim = aClaim(declared(i).identity());
            Instant at = Instant.EPOCH.minusSeconds(i / 2);
            store().write(session -> session.attempts().claim(claim, at));
        }

        List<Attempts.AttemptRow> all =
                store().read(session -> session.attempts().live(Optional.empty(), 5));
        List<Attempts.AttemptRow> paged = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Optional<Attempts.AttemptRow> last = i == 0 ? Optional.empty() : Optional.of(paged.get(i - 1));
            paged.addAll(store().read(session -> session.attempts().live(last, 1)));
        }

        assertThat(paged).isEqualTo(all);
        assertThat(all).extracting(Attempts.AttemptRow::startedAt).isSorted();
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

    @Test
    void fences_no_claim_that_has_shown_life() {
        Claim claim = new Claim(declared(1).identity(), 1, job, 0);
        Ending interrupted = new Ending("INTERRUPTED", "", NOON);
        store().writeOnly(session -> session.attempts().claim(claim, NOON));
        store().writeOnly(session -> session.attempts().beat(job));

        boolean early = store().write(session -> session.attempts().fence(seen(claim, 0), interrupted));
        boolean late = store().write(session -> session.attempts().fence(seen(claim, 1), interrupted));

        assertThat(early).isFalse();
        assertThat(late).isTrue();
    }

    private static Attempts.AttemptRow seen(Claim claim, long beat) {
        return new Attempts.AttemptRow(claim, "RUNNING", "", beat, NOON, Optional.empty());
    }
}
