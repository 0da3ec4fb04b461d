package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.db.Attempts.AttemptRow;
import dev.avow.db.Attempts.Claim;
import dev.avow.db.StoreException;
import dev.avow.engine.gate.AttemptState;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.run.Claiming.Claimed;
import dev.avow.engine.run.FaultyDatabase.Where;
import dev.avow.engine.run.Triggers.Order;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Attempts of many runs are claimed in one transaction, or left out of it. */
class ClaimsGroupTest extends AttemptGroupContract {
    @Test
    void claims_leave_out_what_needs_more_than_its_run() {
        manual.avow().register(plain("paused"));
        manual.avow()
                .register(job("seated")
                        .maxActiveRuns(1)
                        .task("summarise", operator("summarise"))
                        .build());
        manual.avow()
                .register(job("limited")
                        .task("summarise", operator("summarise"))
                        .runTimeout(Duration.ofHours(1))
                        .build());
        Order paused = new Order(trigger("paused"), 1);
        manual.avow().pause("paused");
        Order seated = new Order(trigger("seated"), 1);
        Order limited = new Order(trigger("limited"), 1);
        Order locked = new Order(trigger("ad-hoc"), 1);
        Order other = new Order(trigger("ad-hoc"), 2);
        Order unknown = new Order(Identity.parse("sha256:" + "0".repeat(64)), 1);
        Order taken = new Order(trigger("ad-hoc"), 1);
        claim(List.of(taken));
        Order good = new Order(trigger("ad-hoc"), 1);
        List<Optional<Supplier<Optional<Claimed>>>> answers = new ArrayList<>();

        store.writeOnly(session -> {
            session.runs().lock(locked.identity().toString());
            answers.addAll(claim(List.of(paused, seated, limited, locked, other, unknown, taken, good)));
        });

        assertThat(answers)
                .extracting(Optional::isPresent)
                .containsExactly(false, false, false, false, false, false, false, true);
        assertThat(claimed(answers.get(7))).isEqualTo(attempt(good.identity()).claim());
        for (Order left : List.of(paused, seated, limited, locked, other)) {
            assertThat(told(left)).isEmpty();
        }
        manual.avow().resume("paused");
    }

    private List<String> told(Order unclaimed) {
        return store
                .read(session -> session.attempts().list(unclaimed.identity().toString()))
                .stream()
                .map(AttemptRow::toString)
                .toList();
    }

    @Test
    void an_engine_that_lost_the_store_claims_nothing() {
        List<Order> orders = orders(2);
        String owner = manual.core().owner();
        store.writeOnly(session -> session.owners().release(owner));

        assertThat(claim(orders)).containsOnly(Optional.empty());
        assertThat(told(orders.get(0))).isEmpty();
    }

    @Test
    void a_claim_whose_key_is_taken_fails_all_and_leaves_nothing() throws Exception {
        List<Order> orders = orders(2);
        Claim taken = new Claim(orders.get(1).identity().toString(), 1, "other", 1);
        store.writeOnly(session -> session.attempts().claim(taken, Times.millis(clock)));

        assertThatThrownBy(() -> claim(orders)).isInstanceOf(StoreException.class);

        assertThat(told(orders.get(0))).isEmpty();
        assertThat(state(orders.get(0).identity())).isEqualTo(RunState.DECLARED);
        execute("delete from attempt");
    }

    @Test
    void claims_of_a_commit_that_failed_are_not_tried_again() {
        List<Order> orders = orders(2);
        faulty.breaks(point -> point.where() == Where.AFTER_COMMIT);

        List<Optional<Supplier<Optional<Claimed>>>> answers = claim(orders);

        faulty.heals();
        for (int at = 0; at < 2; at++) {
            Supplier<Optional<Claimed>> answer = answers.get(at).orElseThrow();
            assertThatThrownBy(answer::get)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Attempt 1 of " + orders.get(at).identity()
                            + " may be claimed or not: the commit failed. See the cause.");
            assertThat(attempt(orders.get(at).identity()).state()).isEqualTo(AttemptState.RUNNING.name());
        }
    }

    /** As where there is no memory left: listeners are told after the commit. */
    @Test
    void claims_after_whose_commit_an_error_comes_are_not_tried_again() {
        List<Order> orders = orders(2);
        faulty.breaks(point -> {
            if (point.where() == Where.AFTER_COMMIT) {
                throw new OutOfMemoryError("none left");
            }
            return false;
        });

        List<Optional<Supplier<Optional<Claimed>>>> answers = claim(orders);

        faulty.heals();
        assertThat(answers)
                .hasSize(2)
                .allSatisfy(answer ->
                        assertThatThrownBy(answer.orElseThrow()::get).hasRootCauseInstanceOf(OutOfMemoryError.class));
    }
}
