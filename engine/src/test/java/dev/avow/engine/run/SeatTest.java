package dev.avow.engine.run;

import static dev.avow.engine.dsl.Dsl.job;
import static dev.avow.engine.dsl.Dsl.operator;
import static dev.avow.engine.dsl.RetryPolicy.retries;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avow.db.Attempts.Claim;
import dev.avow.db.Runs.Standing;
import dev.avow.engine.EngineException;
import dev.avow.engine.dsl.InputSource;
import dev.avow.engine.dsl.Job;
import dev.avow.engine.dsl.TimeLimits;
import dev.avow.engine.gate.RunState;
import dev.avow.engine.gate.Waiting;
import dev.avow.engine.history.RunView;
import dev.avow.engine.identity.Identity;
import dev.avow.engine.identity.JsonObject;
import dev.avow.engine.operator.OperatorResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeatTest extends EngineContract {

    private int requests;

    private static Job limited(int limit) {
        return job("limited")
                .maxActiveRuns(limit)
                .task("summarise", operator("summarise"))
                .build();
    }

    private static Job pooled(String name) {
        return job(name).task("summarise", operator("summarise")).pool("gpu").build();
    }

    private Identity trigger(String job) {
        return avow().trigger(job, JsonObject.empty(), ManualRequest.by("ann").key("r" + ++requests))
                .get("summarise");
    }

    private RunView view(Identity identity) {
        return detail(identity).run();
    }

    /** Does this while the first attempt runs, and nothing while others do. */
    private void whileTheFirstRuns(Runnable what) {
        summarise.does(run -> {
            if (summarise.executed().size() == 1) {
                what.run();
            }
            return OperatorResult.success();
        });
    }

    /** Claims an attempt as a node that then ends without a word. */
    private void claimAndDie(Identity identity) {
        Claim claim = new Claim(identity.toString(), 1, manual.core().node(), 1);
        manual.core().door().pass(passage -> {
            new Seating(passage.session())
                    .take(passage.session().runs().lock(identity.toString()).orElseThrow());
            claimed(passage.session(), identity, claim);
            passage.withdraw(identity, 1);
            return passage.session()
                    .runs()
                    .change(
                            identity.toString(),
                            Set.of("DECLARED"),
                            new Standing("RUNNING", Optional.empty(), "", 1, clock.instant()));
        });
    }

    @Test
    void lets_a_run_wait_while_as_many_are_active_as_may_be_and_admits_it_when_one_ends() {
        avow().register(limited(1));
        List<RunView> seen = new ArrayList<>();
        trigger("limited");
        whileTheFirstRuns(() -> {
            Identity second = trigger("limited");
            manual.executeDue();
            seen.add(view(second));
        });

        manual.fireDue();

        assertThat(seen.get(0).waiting()).isEqualTo(waiting(Waiting.MAX_ACTIVE));
        assertThat(seen.get(0).detail())
                .isEqualTo("Job 'limited' has 1 of at most 1 active runs, and others may wait before this one."
                        + " Nothing needs to be done: it starts in its turn.");
        assertThat(events(seen.get(0).identity()))
                .containsExactly("DECLARED", "WAITING", "READMITTED", "CLAIMED", "OUTCOME");
        assertThat(detail(seen.get(0).identity()).attempts()).hasSize(1);
    }

    @Test
    void admits_who_waits_in_the_order_in_which_they_came() {
        avow().register(limited(1));
        List<Identity> order = new ArrayList<>();
        order.add(trigger("limited"));
        whileTheFirstRuns(() -> {
            for (int i = 0; i < 5; i++) {
                order.add(trigger("limited"));
                manual.executeDue();
            }
        });

        manual.fireDue();

        assertThat(summarise.executed()).extracting(run -> run.identity()).containsExactlyElementsOf(order);
    }

    @Test
    void lets_nobody_overtake_a_run_whose_turn_has_come() {
        avow().register(limited(1));
        List<Identity> order = new ArrayList<>();
        order.add(trigger("limited"));
        whileTheFirstRuns(() -> {
            order.add(trigger("limited"));
            manual.executeDue();
        });
        manual.executeDue();
        Identity late = trigger("limited");

        manual.execution().run(new Triggers.Order(late, 1));
        RunView waits = view(late);
        manual.fireDue();

        assertThat(waits.waiting()).isEqualTo(waiting(Waiting.MAX_ACTIVE));
        order.add(late);
        assertThat(summarise.executed()).extracting(run -> run.identity()).containsExactlyElementsOf(order);
    }

    @Test
    void shares_a_pool_between_jobs() {
        avow().pool("gpu", 1);
        avow().register(pooled("one"));
        avow().register(pooled("two"));
        List<RunView> seen = new ArrayList<>();
        trigger("one");
        whileTheFirstRuns(() -> {
            Identity second = trigger("two");
            manual.executeDue();
            seen.add(view(second));
        });

        manual.fireDue();

        assertThat(seen.get(0).waiting()).isEqualTo(waiting(Waiting.POOL));
        assertThat(seen.get(0).detail())
                .isEqualTo("Pool 'gpu' has 1 of 1 slots taken, and others may wait before this one."
                        + " Nothing needs to be done: it starts in its turn.");
        assertThat(run("two", "summarise").state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void says_how_to_set_a_pool_that_is_not_and_admits_its_runs_when_it_is() {
        avow().register(pooled("one"));
        trigger("one");
        manual.fireDue();
        manual.checkIn();
        RunView waits = run("one", "summarise");

        avow().pool("gpu", 2);
        manual.fireDue();

        assertThat(waits.waiting()).isEqualTo(waiting(Waiting.POOL));
        assertThat(waits.detail()).isEqualTo("Pool 'gpu' is not set in this store. Set it with pool(\"gpu\", slots).");
        assertThat(run("one", "summarise").state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void admits_others_of_a_job_while_one_of_it_waits_for_a_pool() {
        avow().register(job("both")
                .maxActiveRuns(1)
                .task("summarise", operator("summarise"))
                .pool("gpu")
                .build());
        Identity first = trigger("both");
        manual.fireDue();
        avow().register(job("both")
                .maxActiveRuns(1)
                .task("summarise", operator("summarise"))
                .build());

        Identity second = trigger("both");
        manual.fireDue();

        assertThat(view(first).waiting()).isEqualTo(waiting(Waiting.POOL));
        assertThat(view(second).state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void gives_a_seat_back_with_each_end_of_an_attempt() {
        avow().register(job("limited")
                .maxActiveRuns(1)
                .task("summarise", operator("summarise"))
                .retry(retries(1))
                .build());
        summarise.does(run -> OperatorResult.failure("busy", true));
        Identity retried = trigger("limited");
        manual.fireDue();

        Identity other = trigger("limited");
        manual.fireDue();
        manual.fireDueAfter(Duration.ofMinutes(1));

        assertThat(view(retried).state()).isEqualTo(RunState.FAILED);
        assertThat(view(other).state()).isEqualTo(RunState.FAILED);
        assertThat(summarise.executed()).hasSize(4);
    }

    @Test
    void gives_the_seat_of_a_lost_attempt_to_who_waits() {
        avow().register(limited(1));
        Identity lost = trigger("limited");
        claimAndDie(lost);
        Identity waits = trigger("limited");
        manual.fireDue();
        Optional<Waiting> before = view(waits).waiting();

        manual = engine(summarise, measure).start();
        manual.fireDue();

        assertThat(before).isEqualTo(waiting(Waiting.MAX_ACTIVE));
        assertThat(view(lost).state()).isEqualTo(RunState.INTERRUPTED);
        assertThat(view(waits).state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void gives_the_seat_of_a_run_to_others_that_is_denied_paused_or_cancelled_in_its_turn() throws Exception {
        Path tickets = file("tickets", "three");
        avow().pool("gpu", 1);
        avow().register(job("denied")
                .task("summarise", operator("summarise"))
                .input("tickets", InputSource.file(tickets))
                .pool("gpu")
                .build());
        List.of("first", "paused", "cancelled", "last").forEach(name -> avow().register(pooled(name)));
        List<Identity> made = new ArrayList<>();
        trigger("first");
        whileTheFirstRuns(() -> List.of("denied", "paused", "cancelled", "last").forEach(name -> {
            made.add(trigger(name));
            manual.executeDue();
        }));
        manual.executeDue();
        Files.delete(tickets);
        avow().pause("paused");

        manual.executeDue();
        manual.executeDue();
        avow().cancel(made.get(2));
        manual.fireDue();

        assertThat(view(made.get(0)).waiting()).isEqualTo(waiting(Waiting.DENIED));
        assertThat(view(made.get(1)).waiting()).isEqualTo(waiting(Waiting.PAUSED));
        assertThat(view(made.get(2)).state()).isEqualTo(RunState.CANCELLED);
        assertThat(view(made.get(3)).state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void cancels_a_run_that_waits_for_a_seat() {
        avow().register(pooled("one"));
        Identity identity = trigger("one");
        manual.fireDue();

        avow().cancel(identity);
        avow().pool("gpu", 1);

        assertThat(manual.fireDue()).isZero();
        assertThat(view(identity).state()).isEqualTo(RunState.CANCELLED);
    }

    @Test
    void admits_at_a_check_in_who_waits_although_there_is_room() {
        avow().register(pooled("one"));
        Identity identity = trigger("one");
        manual.fireDue();
        new PoolSizes(manual.core()).set("gpu", 1);

        manual.checkIn();
        manual.fireDue();

        assertThat(view(identity).state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void lets_nothing_start_in_a_pool_without_slots() {
        avow().pool("gpu", 1);
        avow().pool("gpu", 0);
        avow().register(pooled("one"));
        Identity identity = trigger("one");

        manual.fireDue();
        manual.checkIn();

        assertThat(manual.fireDue()).isZero();
        assertThat(view(identity).waiting()).isEqualTo(waiting(Waiting.POOL));
    }

    @Test
    void reads_policies_that_were_stored_before_there_were_limits() {
        String text = "{\"graph\":{},\"redeclared\":false,\"retry\":{\"attempts\":1,\"beside\":false,"
                + "\"factor\":2,\"first\":\"PT1S\",\"longest\":\"PT1H\",\"recover\":true}}";

        RunPolicy policy = RunPolicy.parse(text);

        assertThat(policy.needs("limited")).isEmpty();
        assertThat(policy.limits()).isEqualTo(TimeLimits.none());
        assertThat(policy.retry().afterTimeout()).isTrue();
        assertThat(policy.toText()).isEqualTo(text);
    }

    @Test
    void refuses_sizes_and_names_that_are_not_valid() {
        assertThatThrownBy(() -> avow().pool("gpu", -1))
                .isInstanceOf(EngineException.class)
                .hasMessage("Pool 'gpu' cannot have -1 slots. Give at least 0.");
        assertThatThrownBy(() -> avow().pool("job:limited", 1))
                .isInstanceOf(EngineException.class)
                .hasMessage("Pool name 'job:limited' is not valid. Use 1 to 100 of a-z, 0-9,"
                        + " '.', '_' and '-', with a letter or digit first.");
    }
}
