package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.db.Attempts.Claim;
import dev.avow.db.Attempts.OutputRow;
import dev.avow.engine.gate.AttemptState;
import dev.avow.engine.gate.Decision;
import dev.avow.engine.gate.Decision.Permit;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import dev.avow.engine.run.Claiming.Claimed;
import dev.avow.engine.run.FaultyDatabase.Where;
import dev.avow.engine.run.Outcomes.Recorded;
import dev.avow.engine.run.OutcomesGroup.Reported;
import dev.avow.engine.run.Triggers.Order;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.quartz.impl.matchers.GroupMatcher;
import org.quartz.spi.OperableTrigger;

/** Outcomes of many attempts are recorded in one transaction, as each alone would be, or left out of it. */
class OutcomesGroupTest extends AttemptGroupContract {
    /** Claims and records an attempt as a thread does that shares nothing. */
    private void alone(Order order, OperableTrigger fire) {
        Core core = manual.core();
        try (WorkFiles files = WorkFiles.in(directory)) {
            SeenRun seen = SeenRun.read(core, order.identity());
            Decision decision =
                    core.gate().decide(order.identity(), 1, new StoredEvidence(core, order.identity(), seen, files));
            Claimed claimed =
                    new Claiming(core, (Permit) decision, false).claim().orElseThrow();
            new Outcomes(core).record(Succeeded.of(claimed.claim()), Optional.of(fire));
        }
    }

    @Test
    void together_they_leave_what_each_leaves_alone() throws Exception {
        orders(4);
        List<OperableTrigger> fires = fire();
        List<Order> orders =
                fires.stream().map(fire -> Triggers.order(fire.getJobDataMap())).toList();
        assertThat(orders).hasSize(4);

        alone(orders.get(3), fires.get(3));
        List<Claim> claims =
                claim(orders.subList(0, 3)).stream().map(this::claimed).toList();
        List<Optional<Recorded>> recorded = new OutcomesGroup(manual.core())
                .record(IntStream.range(0, 3)
                        .mapToObj(at -> new Reported(Succeeded.of(claims.get(at)), Optional.of(fires.get(at))))
                        .toList());

        assertThat(recorded).containsOnly(Optional.of(new Recorded(true, false)));
        List<String> alone = told(orders.get(3).identity());
        assertThat(alone).hasSize(4);
        orders.forEach(order -> assertThat(told(order.identity())).isEqualTo(alone));
        assertThat(manual.core().door().getTriggerKeys(GroupMatcher.anyTriggerGroup()))
                .isEmpty();
        assertThat(fire()).isEmpty();
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
