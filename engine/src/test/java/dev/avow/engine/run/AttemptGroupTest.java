package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.db.Attempts.AttemptRow;
import dev.avow.db.Attempts.Claim;
import dev.avow.db.Attempts.OutputRow;
import dev.avow.db.StoreException;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.gate.AttemptState;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.run.Claiming.Claimed;
import dev.avow.engine.run.FaultyDatabase.Where;
import dev.avow.engine.run.Outcomes.Recorded;
import dev.avow.engine.run.OutcomesGroup.Reported;
import dev.avow.engine.run.Triggers.Order;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quartz.JobPersistenceException;
import org.quartz.impl.matchers.GroupMatcher;
import org.quartz.spi.OperableTrigger;

/** Attempts of many runs are claimed and recorded in one transaction, as each alone would be, or left out of it. */
class AttemptGroupTest extends SlotBatchContract {

    @BeforeEach
    void register() {
        manual.avow().register(plain("ad-hoc"));
    }

    private static Job plain(String name) {
        return job(name).task("summarise", operator("summarise")).build();
    }

    private Identity trigger(String job) {
        return manual.avow()
                .trigger(job, JsonObject.empty(), ManualRequest.by("ann"))
                .get("summarise");
    }

    private List<Order> orders(int runs) {
        return IntStream.range(0, runs)
                .mapToObj(run -> new Order(trigger("ad-hoc"), 1))
                .toList();
    }

    private List<Optional<Supplier<Optional<Claimed>>>> claim(List<Order> orders) {
        return new ClaimsGroup(manual.core()).claim(orders);
    }

    private Claim claimed(Optional<Supplier<Optional<Claimed>>> answer) {
        return answer.orElseThrow().get().orElseThrow().claim();
    }

    private AttemptRow attempt(Identity run) {
        return store.read(session -> session.attempts().find(run.toString(), 1)).orElseThrow();
    }

    private RunState state(Identity run) {
        return manual.avow().history().run(run).orElseThrow().run().state();
    }

    /** What is told of the attempt of a run, without the run's own identity. */
    private List<String> told(Identity run) {
        List<String> told = new ArrayList<>();
        store.read(session -> session.events().ofRun(run.toString(), Set.of("CLAIMED", "OUTCOME")))
                .forEach(each -> told.add(each.event().kind()
                        + each.event().attempt()
                        + each.event().at()
                        + new String(each.event().body().toArray(), StandardCharsets.UTF_8)));
        AttemptRow attempt = attempt(run);
        told.add(attempt.claim().node()
                + attempt.claim().epoch()
                + attempt.state()
                + attempt.detail()
                + attempt.startedAt()
                + attempt.endedAt());
        told.add(store.read(session -> session.runs().find(run.toString()))
                .orElseThrow()
                .standing()
                .toString());
        return told;
    }

    private List<OperableTrigger> fire() throws JobPersistenceException {
        DeclaringJobStore door = manual.core().door();
        List<OperableTrigger> taken = door.acquireNextTriggers(clock.instant().toEpochMilli(), 10, 0);
        return door.triggersFired(taken).stream()
                .map(result -> result.getTriggerFiredBundle().getTrigger())
                .toList();
    }

    @Test
    void together_they_leave_what_each_leaves_alone() throws Exception {
        Identity alone = trigger("ad-hoc");
        manual.fireDue();
        orders(3);
        List<OperableTrigger> fires = fire();
        List<Order> orders =
                fires.stream().map(fire -> Triggers.order(fire.getJobDataMap())).toList();

        List<Claim> claims = claim(orders).stream().map(this::claimed).toList();
        List<Optional<Recorded>> recorded = new OutcomesGroup(manual.core())
                .record(IntStream.range(0, 3)
                        .mapToObj(at -> new Reported(Succeeded.of(claims.get(at)), Optional.of(fires.get(at))))
                        .toList());

        assertThat(orders).hasSize(3);
        assertThat(recorded).containsOnly(Optional.of(new Recorded(true, false)));
        assertThat(told(alone)).hasSize(4);
        orders.forEach(order -> assertThat(told(order.identity())).isEqualTo(told(alone)));
        assertThat(manual.core().door().getTriggerKeys(GroupMatcher.anyTriggerGroup()))
                .isEmpty();
        assertThat(fire()).isEmpty();
    }

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

    private int outcomes(List<Order> orders) {
        return orders.stream()
                .mapToInt(order -> store.read(session ->
                                session.events().ofRun(order.identity().toString(), Set.of("OUTCOME", "STALE_OUTCOME")))
                        .size())
                .sum();
    }

    @Test
    void outcomes_leave_out_what_more_follows_from() {
        manual.avow()
                .register(job("chain")
                        .task("summarise", operator("summarise"))
                        .task("measure", operator("measure"))
                        .after("summarise")
                        .build());
        List<Order> orders = List.of(
                new Order(trigger("ad-hoc"), 1),
                new Order(trigger("ad-hoc"), 1),
                new Order(trigger("chain"), 1),
                new Order(trigger("ad-hoc"), 1),
                new Order(trigger("ad-hoc"), 1));
        List<Claim> claims = claim(orders).stream().map(this::claimed).toList();
        List<Reported> reported = new ArrayList<>(claims.stream()
                .map(claim -> new Reported(Succeeded.of(claim), Optional.empty()))
                .toList());
        reported.set(0, new Reported(Succeeded.of(claims.get(0)).cancelled(), Optional.empty()));
        Order stale = orders.get(1);
        new Outcomes(manual.core()).giveBack(attempt(stale.identity()), "The node was thought to be dead.");
        claimed(claim(List.of(new Order(stale.identity(), 2))).get(0));
        int before = outcomes(orders.subList(0, 4));
        List<Optional<Recorded>> answers = new ArrayList<>();

        store.writeOnly(session -> {
            session.runs().lock(orders.get(3).identity().toString());
            answers.addAll(new OutcomesGroup(manual.core()).record(reported));
        });

        assertThat(answers).extracting(Optional::isPresent).containsExactly(false, false, false, false, true);
        assertThat(state(orders.get(4).identity())).isEqualTo(RunState.SUCCEEDED);
        for (Order left : orders.subList(0, 4)) {
            assertThat(state(left.identity())).isEqualTo(RunState.RUNNING);
        }
        assertThat(outcomes(orders.subList(0, 4))).isEqualTo(before);
        assertThat(attempt(orders.get(3).identity()).endedAt()).isEmpty();
    }

    @Test
    void an_outcome_that_comes_twice_counts_once() {
        List<Order> orders = orders(1);
        Reported success = new Reported(Succeeded.of(claimed(claim(orders).get(0))), Optional.empty());
        OutcomesGroup group = new OutcomesGroup(manual.core());

        assertThat(group.record(List.of(success))).containsExactly(Optional.of(new Recorded(true, false)));
        assertThat(group.record(List.of(success))).containsExactly(Optional.empty());
        assertThat(new Outcomes(manual.core())
                        .record(success.outcome(), Optional.empty())
                        .live())
                .isTrue();

        assertThat(told(orders.get(0).identity())).hasSize(4);
    }

    @Test
    void outcomes_of_a_commit_that_nobody_heard_of_count_once() {
        List<Order> orders = orders(2);
        List<Reported> reported = claim(orders).stream()
                .map(answer -> new Reported(Succeeded.of(claimed(answer)), Optional.empty()))
                .toList();
        faulty.breaks(point -> point.where() == Where.AFTER_COMMIT);
        assertThatThrownBy(() -> new OutcomesGroup(manual.core()).record(reported))
                .isInstanceOf(RuntimeException.class);
        faulty.heals();

        reported.forEach(one -> assertThat(new Outcomes(manual.core())
                        .record(one.outcome(), Optional.empty())
                        .live())
                .isTrue());

        orders.forEach(order -> assertThat(told(order.identity())).hasSize(4));
    }

    @Test
    void outputs_are_stored_with_their_outcomes() {
        List<Order> orders = orders(2);
        List<Reported> reported = new ArrayList<>();
        for (Optional<Supplier<Optional<Claimed>>> answer : claim(orders)) {
            Claim claim = claimed(answer);
            OperatorResult made = OperatorResult.success()
                    .output("text", "text/plain", claim.identity().getBytes(StandardCharsets.UTF_8));
            List<OutputRow> outputs = new Outputs(manual.core()).keep(claim, Optional.of(made));
            Outcome success = new Outcome(
                    claim, AttemptState.SUCCEEDED, "", false, outputs, JsonObject.empty(), false, true, Then.policy());
            reported.add(new Reported(success, Optional.empty()));
        }

        assertThat(new OutcomesGroup(manual.core()).record(reported))
                .containsOnly(Optional.of(new Recorded(true, false)));

        for (Reported one : reported) {
            Claim claim = one.outcome().claim();
            assertThat(store.<List<OutputRow>>read(session -> session.attempts().outputs(claim.identity(), 1)))
                    .isEqualTo(one.outcome().outputs());
        }
    }
}
