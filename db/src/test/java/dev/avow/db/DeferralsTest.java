package dev.avow.db;

import static dev.avow.db.testing.Rows.NOON;
import static dev.avow.db.testing.Rows.aClaim;
import static dev.avow.db.testing.Rows.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avow.db.Attempts.Claim;
import dev.avow.db.Attempts.Ending;
import dev.avow.db.Deferrals.DeferralRow;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Keeps what deferred attempts go on from, and lets each go on once. */
class DeferralsTest extends StoreContract {

    private static final Ending DEFERRED = new Ending("DEFERRED", "Deferred.", NOON.plusMillis(1));

    private static Claim next(Claim claim, String node, int epoch) {
        return new Claim(claim.identity(), claim.attempt(), node, epoch);
    }

    @Test
    void keeps_what_an_attempt_was_deferred_with_last() {
        Claim claim = aClaim(declared(1).identity());
        String identity = claim.identity();

        store().writeOnly(session -> {
            session.attempts().claim(claim, NOON);
            session.deferrals().put(identity, 1, NOON, bytes("{\"a\":1}"));
            session.deferrals().lose(identity, 1, NOON.plusSeconds(1), true);
            session.deferrals().put(identity, 1, NOON.plusSeconds(2), bytes("{\"a\":2}"));
            session.deferrals().lose(identity, 1, NOON.plusSeconds(3), true);
            session.deferrals().lose(identity, 1, NOON.plusSeconds(4), false);
        });

        Optional<DeferralRow> kept = store().read(session -> session.deferrals().find(identity, 1));
        assertThat(kept)
                .contains(new DeferralRow(identity, 1, NOON.plusSeconds(4), bytes("{\"a\":2}"), 2, 1, claim.epoch()));
        store().writeOnly(session -> session.deferrals().delete(identity, 1));
        Optional<DeferralRow> deleted =
                store().read(session -> session.deferrals().find(identity, 1));
        assertThat(deleted).isEmpty();
    }

    @Test
    void gives_a_deferred_attempt_to_one_claim_of_the_next_epoch() {
        Claim claim = aClaim(declared(1).identity());
        int epoch = claim.epoch();

        List<Boolean> done = store().write(session -> List.of(
                session.attempts().claim(claim, NOON),
                session.attempts().resume(next(claim, "node-b", epoch + 1)),
                session.attempts().end(claim, DEFERRED),
                session.attempts().resume(next(claim, "node-b", epoch)),
                session.attempts().resume(next(claim, "node-b", epoch + 2)),
                session.attempts().resume(next(claim, "node-b", epoch + 1)),
                session.attempts().resume(next(claim, "node-c", epoch + 1)),
                session.attempts().end(claim, DEFERRED)));

        assertThat(done).containsExactly(true, false, true, false, false, true, false, false);
        Optional<Attempts.AttemptRow> row =
                store().read(session -> session.attempts().find(claim.identity(), 1));
        assertThat(row)
                .contains(new Attempts.AttemptRow(
                        next(claim, "node-b", epoch + 1), "RUNNING", "", 1, NOON, Optional.empty()));
    }

    @Test
    void ends_an_attempt_that_is_deferred_and_no_other() {
        Claim claim = aClaim(declared(1).identity());
        Ending cancelled = new Ending("CANCELLED", "", NOON.plusMillis(2));

        List<Boolean> done = store().write(session -> List.of(
                session.attempts().claim(claim, NOON),
                session.attempts().endDeferred(claim.identity(), 1, cancelled),
                session.attempts().end(claim, DEFERRED),
                session.attempts().endDeferred(claim.identity(), 1, cancelled),
                session.attempts().endDeferred(claim.identity(), 1, cancelled),
                session.attempts().resume(next(claim, "node-b", claim.epoch() + 1))));

        assertThat(done).containsExactly(true, false, true, true, false, false);
    }
}
